#include "gen/base/diag.h"
#include "gen/model/sqlfunc.h"

/* Kept by SQLite, zeroed, one a group or window. */
struct sum {
    int64_t low; /* the total's halves: SQLite aligns to 8, int128 wants 16 */
    int64_t high;
    unsigned scale;
    unsigned digits;
    sqlite3_int64 n;
    sqlite3_int64 n_real; /* of them not whole by their type */
};

static struct decimal
total_of(const struct sum *sum)
{
    int128 units = (int128)sum->high * ((int128)1 << 64);

    return (struct decimal){units + (uint64_t)sum->low, sum->scale};
}

static void
set_total(struct sum *sum, struct decimal total)
{
    sum->low = (int64_t)(uint64_t)total.units;
    sum->high = (int64_t)(total.units >> 64);
    sum->scale = total.scale;
}

static void
count_in(sqlite3_context *context, sqlite3_value **values, int sign)
{
    struct sum *sum = sqlite3_aggregate_context(context, sizeof *sum);
    struct decimal number;
    struct decimal total;

    if (!sum) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (sqlfunc_decimal(context, values[0], &number) != SQLFUNC_NUMBER) {
        return;
    }
    number.units *= sign;
    if (!decimal_add(total_of(sum), number, &total)) {
        sqlite3_result_error(context,
                             _("the sum needs more digits than there are"), -1);
        return;
    }
    set_total(sum, total);
    sum->n += sign;
    if (sqlite3_value_type(values[0]) != SQLITE_INTEGER) {
        sum->n_real += sign;
    }
}

static void
add(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    count_in(context, values, 1);
}

static void
take_away(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    count_in(context, values, -1);
}

static void
add_for_average(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct sum *sum = sqlite3_aggregate_context(context, sizeof *sum);

    add(context, n, values);
    if (sum) {
        sum->digits = sqlfunc_digits(values[1]);
    }
}

/* Whole numbers add up to an INTEGER, anything else to a REAL: the type hangs
 * on the columns' types only, never on the figures. */
static void
show_sum(sqlite3_context *context)
{
    const struct sum *sum = sqlite3_aggregate_context(context, 0);
    int64_t whole;

    if (!sum || sum->n == 0) {
        return;
    }
    if (sum->n_real) {
        sqlite3_result_double(context, decimal_to_double(total_of(sum)));
    } else if (decimal_to_int(total_of(sum), &whole)) {
        sqlite3_result_int64(context, whole);
    } else {
        sqlite3_result_error(context, _("the sum is too large"), -1);
    }
}

static void
show_total(sqlite3_context *context)
{
    const struct sum *sum = sqlite3_aggregate_context(context, 0);

    sqlite3_result_double(context,
                          sum ? decimal_to_double(total_of(sum)) : 0.0);
}

static void
show_average(sqlite3_context *context)
{
    const struct sum *sum = sqlite3_aggregate_context(context, 0);

    if (sum && sum->n) {
        sqlite3_result_double(context, decimal_to_double(total_of(sum)) /
                                           (double)sum->n);
    }
}

static void
show_rounded_average(sqlite3_context *context)
{
    const struct sum *sum = sqlite3_aggregate_context(context, 0);
    struct decimal average;

    if (!sum || sum->n == 0) {
        return;
    }
    if (decimal_divide(total_of(sum), decimal_from_int(sum->n), sum->digits,
                       &average)) {
        sqlite3_result_double(context, decimal_to_double(average));
    } else {
        sqlite3_result_error(
            context, _("the average needs more digits than there are"), -1);
    }
}

int
sqlsum_register(sqlite3 *db)
{
    static const struct {
        const char *name;
        int n_arguments;
        void (*step)(sqlite3_context *, int, sqlite3_value **);
        void (*result)(sqlite3_context *);
    } functions[] = {
        {"sum", 1, add, show_sum},
        {"total", 1, add, show_total},
        {"avg", 1, add, show_average},
        {"avg", 2, add_for_average, show_rounded_average},
    };

    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        int status = sqlite3_create_window_function(
            db, functions[i].name, functions[i].n_arguments, SQLFUNC_FLAGS,
            NULL, functions[i].step, functions[i].result, functions[i].result,
            take_away, NULL);

        if (status != SQLITE_OK) {
            return status;
        }
    }
    return SQLITE_OK;
}
