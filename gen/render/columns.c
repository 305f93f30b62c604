#include "gen/render/columns.h"

void
columns_begin(struct columns *columns, const struct column_plan *plan,
              struct arena *arena)
{
    *columns = (struct columns){
        .plan = plan,
        .counts = arena_alloc(arena, plan->n_bands * sizeof(uint32_t)),
    };
    for (uint32_t i = 0; i < plan->n_bands; i++) {
        columns->counts[i] = COLUMNS_UNKNOWN;
    }
}

uint32_t
columns_band(const struct columns *columns, struct column_range range)
{
    uint32_t i = 0;

    while (columns->plan->bands[i].first != range.first) {
        i++;
    }
    return i;
}

/* How often a column of the template is there. */
static uint32_t
times(const struct columns *columns, uint32_t column)
{
    const struct column_plan *plan = columns->plan;

    for (uint32_t i = 0; i < plan->n_bands; i++) {
        if (column >= plan->bands[i].first && column < plan->bands[i].end) {
            return columns->counts[i] == COLUMNS_UNKNOWN ? 1
                                                         : columns->counts[i];
        }
    }
    return 1;
}

uint64_t
columns_count(const struct columns *columns)
{
    uint64_t n = 0;

    for (uint32_t i = 0; i < columns->plan->n_columns; i++) {
        n += times(columns, i);
    }
    return n;
}

unsigned
columns_drawn_width(const struct column_plan *plan, struct column_range range)
{
    uint64_t width = 0;

    for (uint32_t i = range.first; i < range.end && i < plan->n_columns; i++) {
        width += plan->widths[i];
    }
    return width > UINT32_MAX ? UINT32_MAX : (unsigned)width;
}

/* Widths of a range repeated n times within room twips from start on. */
static void
share(struct columns *columns, struct column_range range, uint32_t n,
      uint64_t start, uint64_t room)
{
    const struct column_plan *plan = columns->plan;
    uint64_t drawn = columns_drawn_width(plan, range);
    uint32_t at = columns->lines[range.first];
    uint64_t sum = 0;

    for (uint32_t copy = 0; copy < n; copy++) {
        for (uint32_t i = range.first; i < range.end; i++) {
            sum += plan->widths[i];
            columns->edges[++at] =
                (unsigned)(start + (drawn ? sum * room / (drawn * n) : 0));
        }
    }
}

/* The columns from one on that belong together: a band, or one column. */
static struct column_range
piece_at(const struct columns *columns, uint32_t column)
{
    const struct column_plan *plan = columns->plan;

    for (uint32_t i = 0; i < plan->n_bands; i++) {
        if (plan->bands[i].first == column) {
            return plan->bands[i];
        }
    }
    return (struct column_range){column, column + 1};
}

static void
lay_widths(struct columns *columns)
{
    const struct column_plan *plan = columns->plan;
    uint64_t whole =
        columns_drawn_width(plan, (struct column_range){0, plan->n_columns});
    uint64_t kept = 0;
    uint64_t sum = 0;
    struct column_range piece;

    for (uint32_t i = 0; i < plan->n_columns; i++) {
        kept += times(columns, i) ? plan->widths[i] : 0;
    }
    for (uint32_t i = 0; i < plan->n_columns; i = piece.end) {
        uint32_t n = times(columns, i);
        uint64_t start = kept ? sum * whole / kept : 0;

        piece = piece_at(columns, i);
        if (n) {
            sum += columns_drawn_width(plan, piece);
            share(columns, piece, n, start,
                  (kept ? sum * whole / kept : 0) - start);
        }
    }
}

void
columns_lay(struct columns *columns, struct arena *arena)
{
    const struct column_plan *plan = columns->plan;
    uint32_t line = 0;

    columns->n_columns = columns_count(columns);
    columns->lines =
        arena_alloc(arena, (plan->n_columns + 1) * sizeof *columns->lines);
    columns->edges = arena_alloc(arena, (size_t)(columns->n_columns + 1) *
                                            sizeof *columns->edges);
    for (uint32_t i = 0; i < plan->n_columns; i++) {
        columns->lines[i] = line;
        line += times(columns, i);
    }
    columns->lines[plan->n_columns] = line;
    lay_widths(columns);
}

static uint32_t
line_of(const struct columns *columns, uint32_t line)
{
    uint32_t last = columns->plan->n_columns;

    return columns->lines[line < last ? line : last];
}

struct column_range
columns_place(const struct columns *columns, struct column_range range)
{
    return (struct column_range){line_of(columns, range.first),
                                 line_of(columns, range.end)};
}

struct column_range
columns_place_copy(const struct columns *columns, struct column_range range,
                   struct column_range band, uint32_t copy)
{
    uint32_t first = line_of(columns, band.first) +
                     copy * (band.end - band.first) +
                     (range.first - band.first);

    return (struct column_range){first, first + (range.end - range.first)};
}

unsigned
columns_width(const struct columns *columns, struct column_range place)
{
    return columns->edges[place.end] - columns->edges[place.first];
}
