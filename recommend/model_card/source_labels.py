"""What the recall sources are called where people read of them."""

from django.utils.translation import gettext_lazy

SOURCE_LABELS = {
    "linear": gettext_lazy("线性模型（按评分）"),
    "linear_liked": gettext_lazy("线性模型（按喜欢）"),
    "linear_watched": gettext_lazy("线性模型（按看过）"),
    "item_knn": gettext_lazy("相似动漫（共同观看）"),
    "rp3beta": gettext_lazy("图上的随机游走（RP3β）"),
    "als": gettext_lazy("矩阵分解（iALS）"),
    "deepwalk": gettext_lazy("DeepWalk 向量与 LSH"),
    "content": gettext_lazy("内容（无人评分的动漫）"),
    "popularity": gettext_lazy("热门"),
}
