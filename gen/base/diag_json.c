#include "gen/base/diag_json.h"

#include <jansson.h>

static void
set_text(json_t *json, const char *key, const char *text)
{
    struct str s = str_from(text);

    if (text) {
        json_object_set_new(json, key, json_stringn(text, utf8_valid(s)));
    }
}

static void
set_number(json_t *json, const char *key, uint32_t number)
{
    if (number) {
        json_object_set_new(json, key, json_integer(number));
    }
}

static json_t *
json_of(const struct diag *diag)
{
    static const char *const names[] = {"note", "warning", "error"};
    json_t *json = json_object();

    set_text(json, "severity", names[diag->severity]);
    set_text(json, "file", diag->at.path);
    set_text(json, "sheet", diag->at.sheet);
    set_number(json, "row", diag->at.row);
    set_number(json, "column", diag->at.col);
    set_text(json, "place", diag->at.place);
    set_text(json, "message", diag->message);
    set_text(json, "advice", diag->advice);
    set_text(json, "text", diag->text);
    return json;
}

void
diags_print_json(const struct diags *diags, FILE *out, bool notes)
{
    json_t *list = json_array();

    for (size_t i = 0; i < diags->n_items; i++) {
        if (notes || diags->items[i].severity != SEVERITY_NOTE) {
            json_array_append_new(list, json_of(&diags->items[i]));
        }
    }
    json_dumpf(list, out, JSON_INDENT(1));
    fputc('\n', out);
    json_decref(list);
}
