import json
from io import StringIO

import pytest
from django.core.management import call_command

from units.models import Unit

pytestmark = pytest.mark.sqlite_too


def test_check_tree_finds_nothing_in_a_good_tree(w):
    out = StringIO()
    call_command("check_tree", stdout=out)
    assert out.getvalue() == "Đã kiểm tra 6 đơn vị, 0 lỗi.\n"


def test_check_tree_names_each_error_and_fails(w):
    Unit.objects.filter(pk=w.branch.pk).update(name="Tên sai")
    error = f"{w.branch.code}: tên “Tên sai”, lịch sử ghi “Chi bộ ấp Bảo Định”"
    lines, whole = StringIO(), StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_tree", stdout=lines)
    with pytest.raises(SystemExit, match="1"):
        call_command("check_tree", "--json", stdout=whole)
    assert lines.getvalue() == f"{error}\nĐã kiểm tra 6 đơn vị, 1 lỗi.\n"
    assert json.loads(whole.getvalue()) == {"units": 6, "errors": [error]}
