//! The `rs2bq` program.

fn main() {
    std::process::exit(rs2bq::cli::run());
}
