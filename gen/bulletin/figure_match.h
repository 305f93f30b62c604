/* Which figure of an edited text stands for which computed one. */
#ifndef TONGBAO_BULLETIN_FIGURE_MATCH_H
#define TONGBAO_BULLETIN_FIGURE_MATCH_H

#include "gen/bulletin/figure.h"
#include "gen/bulletin/passages.h"

struct figure_match {         /* of a figure of the new text */
    const struct figure *old; /* NULL: computed nowhere */
    bool is_equal;
};

/* One match for each figure of new, in the arena.  Figures know their passage;
 * those of passages that are partners, or have similar words around them,
 * belong together.  Passages that did not change are not looked at, and all
 * of their figures are equal. */
struct figure_match *figure_match(const struct figures *old,
                                  const struct passages *old_passages,
                                  const struct figures *new,
                                  const struct passages *new_passages,
                                  struct arena *arena);

#endif
