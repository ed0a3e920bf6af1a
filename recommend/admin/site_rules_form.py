"""The form of the recommendation settings: what each rule does, what it costs, and which sources are on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from ml.recall.sources import CANDIDATE_SOURCES
from ml.reranking.rules import RerankConfig
from recommend.admin.rule_prices import price_in_words
from recommend.model_card.source_labels import SOURCE_LABELS
from recommend.models import RecommendationSettings, Snapshot
from recommend.models.recommendation_settings import PARAMETERS

MEANINGS = {
    "diversity": gettext_lazy("与同一组 10 部里排在前面的动漫越相似，扣分越多。"),
    "tail_boost": gettext_lazy("给热门之外的动漫加分。热门指合计占全部记录 80 % 的那些动漫。"),
    "tail_share": gettext_lazy("每 10 个位置里至少留给冷门动漫几个，排在末尾。0 表示不留。"),
    "per_franchise": gettext_lazy("超出的顺延到下一组 10 部。0 表示不限。"),
    "fresh_boost": gettext_lazy("给近期开播的动漫加分。"),
    "fresh_months": gettext_lazy("与“新作加权”一起使用。"),
}


class RecommendationSettingsForm(forms.ModelForm):
    sources_on = forms.MultipleChoiceField(
        label=gettext_lazy("启用的召回来源"),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        error_messages={"required": gettext_lazy("至少要保留一个召回来源。")},
        help_text=gettext_lazy("停用的来源既不提供候选，也不参与排序；缺少的候选由热门动漫补足。"),
    )

    class Meta:
        model = RecommendationSettings
        fields = PARAMETERS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        snapshot = Snapshot.objects.filter(is_active=True).first()
        metrics = snapshot.metrics if snapshot else {}
        own = (snapshot.manifest.get("config") or {}).get("rerank") or {} if snapshot else {}
        for name in PARAMETERS:
            if name in self.fields:
                parts = [str(MEANINGS[name]), _own_value(name, own), price_in_words(name, metrics)]
                self.fields[name].help_text = " ".join(part for part in parts if part)
        sources = self.fields.get("sources_on")
        if isinstance(sources, forms.MultipleChoiceField):
            sources.choices = [(name, _source_label(name, metrics)) for name in CANDIDATE_SOURCES]
            sources.initial = [name for name in CANDIDATE_SOURCES if name not in self.instance.sources_off]

    def _post_clean(self) -> None:
        # Before the row's own validation, which looks at what is off.
        if "sources_on" in self.cleaned_data:
            on = self.cleaned_data["sources_on"]
            self.instance.sources_off = [name for name in CANDIDATE_SOURCES if name not in on]
        super()._post_clean()  # type: ignore[misc]


def _own_value(name: str, own: dict[str, Any]) -> str:
    value = own.get(name, getattr(RerankConfig(), name))
    return _("留空则用模型自带的值：%(value)s。") % {"value": format(value, "g")}


def _source_label(name: str, metrics: dict[str, Any]) -> str:
    label = str(SOURCE_LABELS.get(name, name))
    figures = (metrics.get("stages") or {}).get(f"recall:{name}") or {}
    if "recall@200" not in figures:
        return label
    return _("%(source)s，单独使用时 recall@200 为 %(recall).3f") % {"source": label, "recall": figures["recall@200"]}
