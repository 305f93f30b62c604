#include "gen/render/docx_ids.h"

#include <stdlib.h>

/* The newest number of a slot, to be read or set. */
static uint32_t *
slot_of(struct docx_ids *ids, uint32_t slot)
{
    if (slot >= ids->n_slots) {
        size_t room = slot + slot / 2 + 16;

        ids->slots = arena_grow(&ids->arena, ids->slots, ids->n_slots, room,
                                sizeof *ids->slots);
        ids->n_slots = room;
    }
    return &ids->slots[slot];
}

static struct docx_list *
list_of(struct docx_ids *ids, uint32_t slot)
{
    if (slot >= ids->n_lists) {
        size_t room = slot + slot / 2 + 16;

        ids->lists = arena_grow(&ids->arena, ids->lists, ids->n_lists, room,
                                sizeof *ids->lists);
        ids->n_lists = room;
    }
    return &ids->lists[slot];
}

static uint32_t
add_list(struct docx_ids *ids, const struct list_start *list)
{
    uint32_t number = ids->numbering->last + (uint32_t)ids->n_added + 1;
    size_t n = ids->n_added;

    if ((n & (n - 1)) == 0) {
        ids->added = arena_grow(&ids->arena, ids->added, n, n ? n * 2 : 1,
                                sizeof *ids->added);
    }
    ids->added[ids->n_added++] = (struct docx_new_list){list, number};
    return number;
}

/* The first pass keeps the template's list, each later one gets its own. */
static uint32_t
number_of_list(struct docx_ids *ids, const struct node *node, uint64_t pass)
{
    uint32_t drawn = (uint32_t)strtoul(node->bytes.ptr, NULL, 10);
    const struct list_start *list = list_starts_find(ids->numbering, drawn);
    struct docx_list *now = list_of(ids, node->id_slot);

    if (pass == 0 || !list) {
        return drawn;
    }
    if (now->number == 0) {
        *now = (struct docx_list){pass, drawn};
    } else if (now->pass != pass) {
        *now = (struct docx_list){pass, add_list(ids, list)};
    }
    return now->number;
}

void
docx_ids_write(struct docx_ids *ids, struct strbuf *out,
               const struct node *node, const struct place *place)
{
    uint32_t number;

    switch (node->id_kind) {
    case ID_BOOKMARK:
        number = ++ids->last;
        *slot_of(ids, node->id_slot) = number;
        break;
    case ID_BOOKMARK_NAME:
        strbuf_add_xml(out, node->bytes);
        strbuf_add_char(out, '_');
        number = *slot_of(ids, node->id_slot);
        break;
    case ID_BOOKMARK_END:
        number = *slot_of(ids, node->id_slot);
        break;
    case ID_VML:
        strbuf_add(out, node->bytes);
        number = node->id_from + ++ids->last;
        *slot_of(ids, node->id_slot) = number;
        break;
    case ID_VML_REFERENCE:
        strbuf_add(out, node->bytes);
        number = *slot_of(ids, node->id_slot);
        break;
    case ID_LIST:
        number = number_of_list(ids, node, place->list_pass);
        break;
    default:
        number = ++ids->last;
    }
    strbuf_addf(out, "%u", (unsigned)number);
}

void
docx_ids_write_numbering(const struct docx_ids *ids, struct strbuf *out)
{
    strbuf_add(out, ids->numbering->before);
    for (size_t i = 0; i < ids->n_added; i++) {
        list_starts_write(out, ids->added[i].list, ids->added[i].number);
    }
    strbuf_add(out, ids->numbering->after);
}

void
docx_ids_clear(struct docx_ids *ids)
{
    arena_clear(&ids->arena);
    *ids = (struct docx_ids){.numbering = NULL};
}
