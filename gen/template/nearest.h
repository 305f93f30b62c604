/* The name that was probably meant where an unknown one was written. */
#ifndef TONGBAO_TEMPLATE_NEAREST_H
#define TONGBAO_TEMPLATE_NEAREST_H

#include "gen/base/str.h"

struct nearest {
    struct str wanted;
    struct str best; /* {NULL, 0} while nothing near has been seen */
    size_t distance;
};

struct nearest nearest_to(struct str wanted);

/* Takes name for the best if it is nearer: characters inserted, left out,
 * exchanged or swapped count one each.  A name with more than half of its
 * characters wrong is not near, unless one name holds the other. */
void nearest_try(struct nearest *nearest, struct str name);

/* The same as a callback: to is a struct nearest. */
void nearest_try_name(void *to, struct str name);

#endif
