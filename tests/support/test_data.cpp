#include "support/test_data.hpp"

namespace logbeam::test {

std::string data_path(std::string_view name) {
    return std::string{LOGBEAM_TEST_DATA "/"}.append(name);
}

}  // namespace logbeam::test
