# The dashboard's page and the JavaScript client, embedded as one C++ source.

set(logbeam_dashboard_default OFF)
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED LOGBEAM_DASHBOARD)
    find_program(LOGBEAM_NPM npm)
    if(LOGBEAM_NPM)
        set(logbeam_dashboard_default ON)
    endif()
endif()
option(LOGBEAM_DASHBOARD "Build the page and /client.js into the broker, with npm" ${logbeam_dashboard_default})
if(LOGBEAM_DASHBOARD)
    find_program(LOGBEAM_NPM npm)
    if(NOT LOGBEAM_NPM)
        message(FATAL_ERROR "LOGBEAM_DASHBOARD needs npm (Node.js 18 or newer): install it, or set LOGBEAM_DASHBOARD=OFF")
    endif()
endif()
mark_as_advanced(LOGBEAM_NPM)

# logbeam_embed_dashboard(<target>): adds the source that defines embedded_files() of "http/static_files.hpp", unless
# the dashboard is left out.
#
# The page is built in the build folder, so that two build folders do not share node_modules; npm is run again only when
# what it works on has changed.
function(logbeam_embed_dashboard target)
    if(NOT LOGBEAM_DASHBOARD)
        return()
    endif()
    set(source ${PROJECT_SOURCE_DIR}/dashboard)
    set(work ${PROJECT_BINARY_DIR}/dashboard)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cpp)
    logbeam_build_dashboard(${source} ${work})

    add_custom_command(
        OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${work}/dist -DOUTPUT=${generated} -P ${source}/scripts/embed.cmake
        DEPENDS ${work}/built ${source}/scripts/embed.cmake
        COMMENT "Embedding the dashboard"
        VERBATIM
    )
    target_sources(${target} PRIVATE ${generated})
    target_compile_definitions(${target} PRIVATE LOGBEAM_DASHBOARD)
endfunction()

# Builds <work>/dist from a copy of <source>; <work>/built is as new as it. The copy has the tests too.
function(logbeam_build_dashboard source work)
    set(packages ${source}/package.json ${source}/package-lock.json ${source}/.npmrc)
    file(GLOB configs CONFIGURE_DEPENDS ${source}/index.html ${source}/*.config.ts ${source}/tsconfig.json)
    file(GLOB_RECURSE code CONFIGURE_DEPENDS ${source}/src/* ${source}/scripts/*.mjs ${source}/e2e/*.ts
         ${source}/e2e/*.json ${source}/e2e/*.ndjson ${source}/e2e/baselines/*)

    add_custom_command(
        OUTPUT ${work}/installed
        COMMAND ${CMAKE_COMMAND} -E make_directory ${work}
        COMMAND ${CMAKE_COMMAND} -E copy ${packages} ${work}
        COMMAND ${LOGBEAM_NPM} --prefix ${work} ci --silent || ${CMAKE_COMMAND} -P ${source}/scripts/explain.cmake
        COMMAND ${CMAKE_COMMAND} -E touch ${work}/installed
        DEPENDS ${packages}
        COMMENT "Installing what the dashboard is built with"
        VERBATIM
    )
    set(copies "")
    foreach(folder IN ITEMS src scripts e2e)
        list(APPEND copies COMMAND ${CMAKE_COMMAND} -E copy_directory ${source}/${folder} ${work}/${folder})
    endforeach()
    add_custom_command(
        OUTPUT ${work}/built
        COMMAND ${CMAKE_COMMAND} -E rm -rf ${work}/src ${work}/scripts ${work}/e2e ${work}/dist
        ${copies}
        COMMAND ${CMAKE_COMMAND} -E copy ${configs} ${work}
        COMMAND ${LOGBEAM_NPM} --prefix ${work} run --silent build
        COMMAND ${CMAKE_COMMAND} -E touch ${work}/built
        DEPENDS ${work}/installed ${code} ${configs}
        COMMENT "Building the dashboard"
        VERBATIM
    )
endfunction()

# logbeam_dashboard_tests(): the page's own tests, as far as there is a page: types, specs, and with the program and a
# Chromium also what a person does with both.
function(logbeam_dashboard_tests)
    if(NOT LOGBEAM_DASHBOARD)
        return()
    endif()
    logbeam_dashboard_test(types check "")
    logbeam_dashboard_test(specs test "LOGBEAM_TEST_DATA=${PROJECT_SOURCE_DIR}/tests/data")

    find_program(LOGBEAM_CHROMIUM NAMES chromium chromium-browser google-chrome)
    mark_as_advanced(LOGBEAM_CHROMIUM)
    if(LOGBEAM_CHROMIUM AND TARGET logbeam_program AND TARGET logbeam_component_spdlog_sink)
        foreach(name IN ITEMS log_call talker)
            logbeam_program(dashboard_${name} ${PROJECT_SOURCE_DIR}/dashboard/e2e/${name}.cpp)
            target_link_libraries(dashboard_${name} PRIVATE logbeam::spdlog_sink)
        endforeach()
        # Not a test: what dashboard/bench puts a page under load with.
        logbeam_program(dashboard_log_calls ${PROJECT_SOURCE_DIR}/dashboard/bench/log_calls.cpp)
        target_link_libraries(dashboard_log_calls PRIVATE logbeam::spdlog_sink)
        set(programs CHROMIUM=${LOGBEAM_CHROMIUM} LOGBEAM_EXAMPLES=${PROJECT_SOURCE_DIR}/examples)
        list(APPEND programs LOGBEAM_BIN=$<TARGET_FILE:logbeam_program>)
        list(APPEND programs LOGBEAM_SINK_BIN=$<TARGET_FILE:dashboard_log_call>)
        list(APPEND programs LOGBEAM_TALKER_BIN=$<TARGET_FILE:dashboard_talker>)
        logbeam_dashboard_test(e2e e2e "${programs}")
    endif()
endfunction()

function(logbeam_dashboard_test name script environment)
    set(work ${PROJECT_BINARY_DIR}/dashboard)
    add_test(NAME dashboard.${name} COMMAND ${LOGBEAM_NPM} --prefix ${work} run --silent ${script})
    set_tests_properties(
        dashboard.${name} PROPERTIES LABELS dashboard TIMEOUT 1500 RUN_SERIAL ON ENVIRONMENT "${environment}"
    )
endfunction()
