//! What must not be read, or not so far.

use super::shown;

#[test]
fn leaves_alone_what_only_looks_like_a_time() {
    let traps = [
        "",
        " - ",
        "(3-7-14)",
        "kl. 15",
        "kl. 12.30-15",
        "§ 107",
        "§§ 107 og 108",
        "12 %",
        "7,8 %",
        "5-6 procent",
        "6. ferieuge",
        "3. måneders samtale",
        "5 nye kolleger",
        "2.000 kr.",
        "2024 kr",
        "1/2 dag",
        "1/3 af medarbejderne",
        "tlf. 20 24 30 45",
        "tlf. 8648 2024",
        "+4520243045",
        "sag 2024-004512",
        "010203-1234",
        "efter 3 ugers fravær",
        "14 dage før mødet",
        "i mere end 5 år",
        "i ca. 3 uger",
        "om et år",
        "efter behov",
        "inden mødet",
        "i takt med opgaven",
        "på sigt",
        "snarest",
        "På årets første møde",
        "hver enhed udpeger en ansvarlig",
        "første gang",
        "en toårig periode",
        "den 10-årige plan",
        "20-25 timer om ugen",
        "Den daglige leder",
        "Jan Hansen",
        "31/2",
        "99. kvartal",
        "uge 54",
        "5.a",
        "en god ide",
    ];
    for trap in traps {
        assert_eq!(shown(trap, 2024), ".. unparseable", "{trap}");
    }
}

#[test]
fn keeps_to_years_that_can_be_meant() {
    for year in [i32::MIN, -1, 0, 1899, 2201, i32::MAX] {
        assert_eq!(shown("i maj", year), ".. unparseable", "{year}");
    }
    assert_eq!(shown("vinter", 2200), ".. unparseable");
    assert_eq!(shown("efter 2200", 2200), ".. unparseable");
    assert_eq!(shown("29/2", 2023), ".. unparseable");
}
