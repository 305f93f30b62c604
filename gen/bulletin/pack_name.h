/* Names of files inside a package: ASCII, so that any program unpacks them
 * alike. */
#ifndef TONGBAO_BULLETIN_PACK_NAME_H
#define TONGBAO_BULLETIN_PACK_NAME_H

#include "gen/archive/bag.h"

/* folder + name where that is ASCII and free, else folder + word-NN with the
 * name's ending; in the bag's arena. */
struct str pack_name(const struct bag *bag, const char *folder, struct str name,
                     const char *word);

#endif
