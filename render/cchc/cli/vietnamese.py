"""Click's help pages and usage errors in Vietnamese."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help is Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", **kwargs})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`Cách dùng: cchc report [TÙY CHỌN] KỲ`."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, and for a group its commands."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = filter(None, (option.get_help_record(ctx) for option in options))
        with formatter.section("Tùy chọn"):
            formatter.write_dl([(name, text.replace("[required]", "[bắt buộc]")) for name, text in records])
        if isinstance(self, click.Group):
            names = self.list_commands(ctx)
            with formatter.section("Lệnh"):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(70)) for name in names])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang này rồi thoát."
        return option


class Group(Command, click.Group):
    """A group of commands whose help is Vietnamese."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "LỆNH [THAM SỐ]...", **kwargs})


class WrongCall(click.UsageError):
    """A wrong call that says in Vietnamese what is wrong with it."""


def explain(error: click.UsageError) -> str:
    """What is wrong with the call, in Vietnamese."""
    match error:
        case WrongCall():
            return error.message
        case click.NoSuchOption(option_name=name):
            return f"Không có tùy chọn “{name}”."
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"Thiếu {_as_typed(parameter)}."
        case click.BadOptionUsage(option_name=name):
            return f"Tùy chọn “{name}” cần một giá trị."
        case click.BadParameter(param=click.Parameter() as parameter):
            choices = getattr(parameter.type, "choices", None)
            allowed = f" Chọn một trong: {', '.join(choices)}." if choices else ""
            return f"Giá trị của {_as_typed(parameter)} không dùng được.{allowed}"
        case click.BadArgumentUsage():
            return "Số tham số không đúng."
    # What remains: an unknown command, or words too many.
    return "Lệnh hoặc tham số không có."


def _as_typed(parameter: click.Parameter) -> str:
    """`--format` or THƯ_MỤC, as the help page has it."""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="THƯ_MỤC",
    help="Sổ báo cáo: thư mục có params/, data/ và notebooks/. Mặc định: thư mục hiện tại.",
)


def format_option(third: str) -> Callable[[F], F]:
    """`--format table`, `json` or a third one."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(("table", "json", third)),
        default="table",
        metavar="DẠNG",
        help=f"table (bảng, mặc định), json hoặc {third}.",
    )
