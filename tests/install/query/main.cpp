#include <logbeam/filter.hpp>

#include <cstdio>

int main() {
    const auto event = logbeam::Event::parse(
        R"({"topic":"logs.orders","type":"logger.warning","data":{"message":"order late","city":"Berlin"}})");
    const logbeam::Filter filter{"level>=warn city:berlin late"};
    if (!event || !filter.matches(*event) || logbeam::Filter::parse("level:")) {
        std::puts("the query language does not work");
        return 1;
    }
    return 0;
}
