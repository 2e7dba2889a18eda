"""What templates may call: each function is defined once, on the printer, and known by its name here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from cchc.inputs.workbook import Workbook

T = TypeVar("T")
Method = TypeVar("Method", bound=Callable[..., str])

# What the arguments by position name: an indicator, a document, or nothing that inputs have.
Argument = Literal["indicator", "document", "words"]


@dataclass(frozen=True)
class TemplateFunction:
    """A function of templates, for the sandbox, the checks of references and the docs.

    `calls` and `prints` are for the docs: how it is called, and what it then prints (Markdown).
    `several`: each argument names one, not the first alone; `figure`: it prints a figure.
    """

    name: str
    argument: Argument
    calls: tuple[str, ...]
    prints: str
    several: bool
    figure: bool

    def named(self, arguments: Sequence[T]) -> Sequence[T]:
        """Those of the arguments by position that name an indicator or a document."""
        return arguments if self.several else arguments[:1]


@dataclass(frozen=True)
class Variable:
    """A word that follows the period or the locality by itself; `prints` is an example for the docs."""

    value: Callable[[Workbook], str]
    prints: str


# Filled by the printer, as each of its methods is defined.
FUNCTIONS: dict[str, TemplateFunction] = {}
VARIABLES: dict[str, Variable] = {
    "ky_bao_cao": Variable(lambda workbook: workbook.period_label, "06 tháng đầu năm 2020"),
    "ky_sau": Variable(lambda workbook: workbook.following_label, "06 tháng cuối năm 2020"),
    "nam": Variable(lambda workbook: str(workbook.period.year), "2020"),
    "nam_truoc": Variable(lambda workbook: str(workbook.period.year - 1), "2019"),
    "dia_phuong": Variable(lambda workbook: workbook.params.locality, "thành phố Hồ Chí Minh"),
    "co_quan": Variable(lambda workbook: workbook.params.issuing_body.short, "UBND thành phố"),
}


def template_function(
    argument: Argument, *calls: str, prints: str, several: bool = False, figure: bool = False
) -> Callable[[Method], Method]:
    """Let templates call the method by its name."""

    def register(method: Method) -> Method:
        name = method.__name__
        FUNCTIONS[name] = TemplateFunction(name, argument, calls, prints, several, figure)
        return method

    return register


def functions_of(printer: Any) -> dict[str, Callable[..., str]]:
    """The functions, bound to a printer."""
    return {name: getattr(printer, name) for name in FUNCTIONS}


def variables(workbook: Workbook) -> dict[str, str]:
    """The words that follow the period and the locality by themselves."""
    return {name: variable.value(workbook) for name, variable in VARIABLES.items()}


def cites(name: str) -> bool:
    """Whether a function of this name cites documents."""
    return name in FUNCTIONS and FUNCTIONS[name].argument == "document"


def prints_figure(name: str) -> bool:
    """Whether a function of this name prints a figure."""
    return name in FUNCTIONS and FUNCTIONS[name].figure


def not_called(name: str) -> str:
    """How to call a function that stands without its parentheses, for messages."""
    return f"“{name}” là hàm, gọi {FUNCTIONS[name].calls[0]}."


def unprintable(value: object) -> str:
    """Why a template cannot print this, which is no text, for messages."""
    if (name := getattr(value, "__name__", "")) in FUNCTIONS:
        return not_called(name)
    shown = value if value is None or isinstance(value, int | float) else type(value).__name__
    return f"Mẫu in “{shown}”, không phải chữ do hàm của sổ đưa ra. {known_names()}"


def known_names() -> str:
    """What a template may call, for messages."""
    functions = ", ".join(f"{name}()" for name in FUNCTIONS)
    return f"Có thể dùng: {functions}; {', '.join(VARIABLES)}."
