"""The scenes of each family. A scene fills the whole sheet, of a cover or of a banner."""

from collections.abc import Callable

from catalog.covers.brush import Brush
from catalog.covers.families import Family
from catalog.covers.scenes import bright, fantasy, hearts, history, machines, nights, plays, shapes, signs, tables

Scene = Callable[[Brush], None]

SCENES: dict[Family, tuple[Scene, ...]] = {
    Family.MECHA: machines.MECHA + signs.MECHA,
    Family.SPACE: machines.SPACE,
    Family.FUTURE: machines.FUTURE,
    Family.MILITARY: machines.MILITARY + signs.MILITARY,
    Family.SPORTS: plays.SPORTS,
    Family.MUSIC: plays.MUSIC,
    Family.GAME: plays.GAME + signs.GAME,
    Family.FOOD: tables.FOOD,
    Family.KIDS: bright.KIDS,
    Family.COMEDY: bright.COMEDY,
    Family.SILK: shapes.SILK,
    Family.DREAM: shapes.DREAM,
    Family.PLAIN: (
        *shapes.PLAIN,
        fantasy.balloon,
        fantasy.great_tree,
        fantasy.road,
        hearts.cat_on_sill,
        hearts.street,
        hearts.shore,
        hearts.cup,
        history.cranes,
        history.autumn_leaf,
        machines.horizon,
        signs.feathers,
        signs.comet,
        signs.clock_moon,
    ),
    Family.HORROR: nights.HORROR + signs.HORROR,
    Family.SUPERNATURAL: nights.SUPERNATURAL + signs.SUPERNATURAL,
    Family.MYSTERY: nights.MYSTERY + signs.MYSTERY,
    Family.ACTION: nights.ACTION + signs.ACTION,
    Family.ROMANCE: hearts.ROMANCE,
    Family.SCHOOL: hearts.SCHOOL,
    Family.EVERYDAY: hearts.EVERYDAY,
    Family.FANTASY: fantasy.FANTASY,
    Family.ADVENTURE: fantasy.ADVENTURE,
    Family.HISTORY: history.HISTORY,
    Family.DRAMA: history.DRAMA,
}
