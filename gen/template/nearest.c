#include "gen/template/nearest.h"

enum { MAX_CHARACTERS = 32 }; /* of names that are compared */

static size_t
decode(struct str text, uint32_t codes[MAX_CHARACTERS])
{
    const char *p = text.ptr;
    const char *end = p + text.len;
    size_t n = 0;

    while (p < end && n < MAX_CHARACTERS) {
        size_t len = utf8_decode(p, end, &codes[n]);

        if (len == 0) {
            break;
        }
        n++;
        p += len;
    }
    return n;
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits that make one of the other (optimal string alignment). */
static size_t
edits(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    size_t rows[MAX_CHARACTERS + 1][MAX_CHARACTERS + 1];

    for (size_t i = 0; i <= n_a; i++) {
        for (size_t k = 0; k <= n_b; k++) {
            if (i == 0 || k == 0) {
                rows[i][k] = i + k;
                continue;
            }
            rows[i][k] = least(rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]),
                               least(rows[i - 1][k], rows[i][k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
                a[i - 2] == b[k - 1]) {
                rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
            }
        }
    }
    return rows[n_a][n_b];
}

struct nearest
nearest_to(struct str wanted)
{
    return (struct nearest){wanted, {NULL, 0}, SIZE_MAX};
}

void
nearest_try(struct nearest *nearest, struct str name)
{
    uint32_t a[MAX_CHARACTERS];
    uint32_t b[MAX_CHARACTERS];
    size_t n_a = decode(nearest->wanted, a);
    size_t n_b = decode(name, b);
    size_t distance = edits(a, n_a, b, n_b);
    size_t limit = (n_a > n_b ? n_a : n_b) / 2;
    bool is_part =
        (n_b > 1 && str_find(nearest->wanted, name, 0) != SIZE_MAX) ||
        (n_a > 1 && str_find(name, nearest->wanted, 0) != SIZE_MAX);

    if (distance > limit && is_part) {
        distance = limit + 1;
    } else if (distance > limit) {
        return;
    }
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = name;
    }
}

void
nearest_try_name(void *to, struct str name)
{
    nearest_try(to, name);
}
