#include "gen/model/roster.h"

/* The columns every roster's table has, extras behind them. */
static const char *const names_of_fields[] = {"序号", "全称", "简称",
                                              "别名", "组",   "代码"};
enum { N_FIELDS = 6 };

static struct value
text_value(struct str text)
{
    return text.len ? value_text(text) : value_null();
}

static bool
store_unit(const struct roster *roster, const struct unit *unit,
           struct value *values, struct store *store, struct diags *diags)
{
    struct arena arena = {0};
    struct strbuf aliases = {0};
    struct location at = {
        .path = roster->path, .sheet = roster->sheet, .row = unit->row};
    bool ok;

    for (size_t i = 0; i < unit->n_aliases; i++) {
        strbuf_add_cstr(&aliases, i ? "；" : "");
        strbuf_add(&aliases, unit->aliases[i]);
    }
    values[0] = value_number(&arena, decimal_from_int(unit->order));
    values[1] = value_text(unit->full_name);
    values[2] = value_text(unit->short_name);
    values[3] = text_value(strbuf_str(&aliases));
    values[4] = text_value(unit->group);
    values[5] = text_value(unit->code);
    for (size_t i = 0; i < roster->n_extras; i++) {
        values[N_FIELDS + i] = text_value(unit->extras[i]);
    }
    ok = store_insert(store, STR("单位名录"), values,
                      N_FIELDS + roster->n_extras, at, diags);
    strbuf_clear(&aliases);
    arena_clear(&arena);
    return ok;
}

bool
roster_store(const struct roster *roster, struct store *store,
             struct diags *diags)
{
    size_t n = N_FIELDS + roster->n_extras;
    struct arena arena = {0};
    struct str *names = arena_alloc(&arena, n * sizeof *names);
    struct value *values = arena_alloc(&arena, n * sizeof *values);
    bool ok;

    for (size_t i = 0; i < n; i++) {
        names[i] = i < N_FIELDS ? str_from(names_of_fields[i])
                                : roster->extra_names[i - N_FIELDS];
    }
    ok = store_create_table(store, STR("单位名录"), names, n, diags);
    for (size_t i = 0; ok && i < roster->n_units; i++) {
        ok = store_unit(roster, &roster->units[i], values, store, diags);
    }
    arena_clear(&arena);
    return ok;
}
