"""The words of the components in frontend/: ``t("toast.undo")`` there shows what stands here, in the page's language.

``{name}`` is filled in by the component. Where a language has a form for one, its translation is "one|many", and
``{n}`` picks.
"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "dialog.cancel": _("取消"),
    "dialog.confirm": _("确定"),
    "error.network": _("连不上服务器，请检查网络后再试。"),
    "error.server": _("操作没有成功，请稍后再试。"),
    "search.all": _("查看“{q}”的全部结果"),
    "search.found": _("搜索建议 {n} 条，可用上下方向键选择。"),
    "search.none": _("没有搜索建议。"),
    "search.suggestions": _("搜索建议"),
    "toast.close": _("关闭"),
    "toast.undo": _("撤销"),
    "toast.undone": _("已撤销。"),
}
