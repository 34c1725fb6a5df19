"""谢谢 is thanks beside what has got better, and only polite beside what is wrong."""

import pytest

from services.intake.domain.similar.thanks import thanks


@pytest.mark.parametrize(
    "text",
    [
        "阳台漏水的地方糊住了，谢谢",
        "楼梯扶手焊牢了，谢谢",
        "河边栏杆立起来了，感谢",
        "门口的车开走了，谢谢交警",
        "公交加了一班，谢谢",
        "狗拴起来了，谢谢",
        "快递柜有了，谢谢",
        "养殖场臭味散了，谢谢",
        "学校门口不堵车了，谢谢",
        "噪音没了，谢谢",
        "卫生院来了儿科医生，谢谢",
    ],
)
def test_what_has_changed_for_the_better_is_thanked_for(text: str) -> None:
    assert thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "墙脚空了，谢谢",
        "水泵烧了，谢谢",
        "护栏少了一截，谢谢",
        "下水道返水了，谢谢",
        "渔网被划了，谢谢",
        "楼上漏到楼下了，谢谢",
        "工资欠了三个月了，谢谢",
        "井盖被车压碎了，谢谢",
        "水管漏水，麻烦你们了，谢谢",
        "垃圾三天没收，已经三天了，谢谢",
        "收了两百块辛苦费，不合理",
        "路灯修好了又坏了，谢谢",
        "谢谢",
        "",
    ],
)
def test_what_is_wrong_stays_a_report_however_polite(text: str) -> None:
    assert not thanks(text)
