#include "query/test.hpp"

#include "query/fields.hpp"

namespace logbeam::query {

Cost cost_of(const Term& term) noexcept {
    if (term.kind == Term::Kind::regex) return Cost::regex;
    if (term.field.kind != Field::Kind::text) return Cost::known_beforehand;
    return term.kind == Term::Kind::words ? Cost::a_text : Cost::one_value;
}

std::unique_ptr<const Test> make_test(const Term& term, PathSet& paths) {
    switch (term.field.kind) {
        case Field::Kind::level: return make_level_test(term, paths.add(level_path));
        case Field::Kind::topic: return make_topic_test(term);
        case Field::Kind::time: return make_time_test(term);
        case Field::Kind::seq: return make_seq_test(term);
        case Field::Kind::text: break;
    }
    return make_text_test(term, paths.add(term.field.path));
}

}  // namespace logbeam::query
