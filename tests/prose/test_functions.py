"""What templates may call is what the printer defines."""

from cchc.prose.functions import FUNCTIONS, known_names
from cchc.prose.printer import Printer


def test_the_functions_are_the_marked_methods_of_the_printer() -> None:
    assert list(FUNCTIONS) == [name for name in vars(Printer) if name in FUNCTIONS]
    assert not {"record", "format", "text"} & FUNCTIONS.keys()
    assert known_names().startswith("Có thể dùng: so(), ty_le(), ky(), ten(), lon_nhat(), dung_dau(), ")


def test_what_their_arguments_name() -> None:
    citing = {name for name, function in FUNCTIONS.items() if function.argument == "document"}
    assert citing == {"cc", "vb", "web"}
    printing = {name for name, function in FUNCTIONS.items() if function.figure}
    assert printing == {"so", "ty_le", "so_sanh", "dung_dau", "dung_cuoi", "so_don_vi"}
    assert FUNCTIONS["so"].named(["ho_so", "quan_a"]) == ["ho_so"]
    assert FUNCTIONS["lon_nhat"].named(["ho_so", "dao_tao"]) == ["ho_so", "dao_tao"]
