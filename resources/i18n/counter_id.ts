<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>counter</name>
    <message>
        <source>act.brought_back</source>
        <translation>antre lagi</translation>
    </message>
    <message>
        <source>act.called</source>
        <translation>panggilan</translation>
    </message>
    <message>
        <source>act.cancelled</source>
        <translation>pembatalan</translation>
    </message>
    <message>
        <source>act.counter.closed</source>
        <translation>loket ditutup</translation>
    </message>
    <message>
        <source>act.counter.opened</source>
        <translation>loket dibuka</translation>
    </message>
    <message>
        <source>act.finished</source>
        <translation>selesai</translation>
    </message>
    <message>
        <source>act.handed_back</source>
        <translation>pengembalian ke antrean</translation>
    </message>
    <message>
        <source>act.incident.closed</source>
        <translation>kejadian ditutup</translation>
    </message>
    <message>
        <source>act.issued</source>
        <translation>tiket baru</translation>
    </message>
    <message>
        <source>act.no_show</source>
        <translation>tidak hadir</translation>
    </message>
    <message>
        <source>act.parked</source>
        <translation>penundaan</translation>
    </message>
    <message>
        <source>act.prioritised</source>
        <translation>prioritas</translation>
    </message>
    <message>
        <source>act.started</source>
        <translation>mulai melayani</translation>
    </message>
    <message>
        <source>act.transcribed</source>
        <translation>salinan tiket kertas</translation>
    </message>
    <message>
        <source>act.transferred</source>
        <translation>pengalihan</translation>
    </message>
    <message>
        <source>act.unparked</source>
        <translation>kembali dari tunda</translation>
    </message>
    <message>
        <source>applicant.birth_date</source>
        <translation>Tanggal lahir</translation>
    </message>
    <message>
        <source>applicant.child_name</source>
        <translation>Nama anak</translation>
    </message>
    <message>
        <source>applicant.full_name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>applicant.identity</source>
        <translation>Identitas</translation>
    </message>
    <message>
        <source>applicant.identity_nik</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>applicant.kept</source>
        <translation>Isian Anda tetap tersimpan</translation>
    </message>
    <message>
        <source>applicant.nik_ok</source>
        <translation>16 angka, {region}</translation>
    </message>
    <message>
        <source>applicant.optional</source>
        <translation>boleh kosong</translation>
    </message>
    <message>
        <source>applicant.phone</source>
        <translation>Nomor HP</translation>
    </message>
    <message>
        <source>applicant.prefilled</source>
        <translation>Data dari kunjungan {date}</translation>
    </message>
    <message>
        <source>applicant.title</source>
        <translation>Pemohon</translation>
    </message>
    <message>
        <source>aside.absent</source>
        <translation>Tidak hadir {n}</translation>
    </message>
    <message>
        <source>aside.both</source>
        <translation>Ditunda {parked}, tidak hadir {absent}</translation>
    </message>
    <message>
        <source>aside.for_here</source>
        <translation>Dialihkan</translation>
    </message>
    <message>
        <source>aside.overdue</source>
        <translation>{number} sudah waktunya</translation>
    </message>
    <message>
        <source>aside.parked</source>
        <translation>Ditunda {n}</translation>
    </message>
    <message>
        <source>aside.rail</source>
        <translation>Menunggu {n}, ditunda {parked}</translation>
    </message>
    <message>
        <source>aside.returned</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>away.how</source>
        <translation>Layani orang yang sudah ada di depan Anda</translation>
    </message>
    <message>
        <source>away.step_1</source>
        <translation>Ketik nomor tiket orang di depan Anda, atau pindai kode QR-nya.</translation>
    </message>
    <message>
        <source>away.step_2</source>
        <translation>Tekan F5. Panggilan dicatat sebagai panggilan langsung.</translation>
    </message>
    <message>
        <source>away.step_3</source>
        <translation>Bila loket lain memanggil nomor yang sama, supervisor diberi tahu. Kedua catatan tetap ada.</translation>
    </message>
    <message>
        <source>away.text</source>
        <translation>“Panggil berikutnya” menunggu pusat loket, agar dua loket tidak memanggil orang yang sama. Pekerjaan lain tetap berjalan dan tersimpan di komputer ini.</translation>
    </message>
    <message>
        <source>away.title</source>
        <translation>Pusat loket tidak menjawab sejak {time}</translation>
    </message>
    <message>
        <source>break.busy</source>
        <translation>{number} masih di loket ini. Selesaikan dulu, lalu istirahat.</translation>
    </message>
    <message>
        <source>break.name</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>break.reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>break.start</source>
        <translation>Mulai istirahat</translation>
    </message>
    <message>
        <source>break.text</source>
        <translation>Loket tampil sebagai istirahat dan layar terkunci sampai Anda kembali.</translation>
    </message>
    <message>
        <source>break.title</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>break_reason.fault</source>
        <translation>Perangkat bermasalah</translation>
    </message>
    <message>
        <source>break_reason.meal</source>
        <translation>Makan siang</translation>
    </message>
    <message>
        <source>break_reason.meeting</source>
        <translation>Rapat atau tugas lain</translation>
    </message>
    <message>
        <source>break_reason.prayer</source>
        <translation>Ibadah</translation>
    </message>
    <message>
        <source>break_reason.rest</source>
        <translation>Istirahat sebentar</translation>
    </message>
    <message>
        <source>called.prepare</source>
        <translation>Sambil menunggu pemohon: yang perlu diperiksa.</translation>
    </message>
    <message>
        <source>called_again.done</source>
        <translation>{number} dipanggil ulang</translation>
    </message>
    <message numerus="yes">
        <source>called_again.limit</source>
        <translation>
            <numerusform>Sudah dipanggil {n} kali</numerusform>
        </translation>
    </message>
    <message>
        <source>called_again.limit_text</source>
        <translation>Tidak datang? Catat tidak hadir dengan F4; nomornya dapat diantrekan lagi.</translation>
    </message>
    <message>
        <source>cancelled_because.issued_twice</source>
        <translation>dibuat dua kali</translation>
    </message>
    <message>
        <source>cancelled_because.left</source>
        <translation>orangnya pulang</translation>
    </message>
    <message>
        <source>cancelled_because.paper_lost</source>
        <translation>tiket tidak keluar</translation>
    </message>
    <message>
        <source>cancelled_because.wrong_service</source>
        <translation>salah layanan</translation>
    </message>
    <message>
        <source>check.applies</source>
        <translation>Berlaku</translation>
    </message>
    <message>
        <source>check.applies_not</source>
        <translation>Tidak berlaku</translation>
    </message>
    <message>
        <source>check.keys</source>
        <translation>Panah memilih, huruf mengisi</translation>
    </message>
    <message>
        <source>check.none</source>
        <translation>Layanan ini tanpa berkas</translation>
    </message>
    <message>
        <source>check.note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>check.note_needed</source>
        <translation>Catatan untuk pemohon (wajib untuk alasan lain, ikut tercetak)</translation>
    </message>
    <message>
        <source>check.note_optional</source>
        <translation>Catatan untuk pemohon (boleh kosong, ikut tercetak)</translation>
    </message>
    <message>
        <source>check.question</source>
        <translation>Berlaku {condition}?</translation>
    </message>
    <message>
        <source>check.reason_hint</source>
        <translation>angka memilih, Enter menyimpan, Esc membatalkan</translation>
    </message>
    <message>
        <source>check.reason_rejected</source>
        <translation>Alasan ditolak</translation>
    </message>
    <message>
        <source>check.reason_waived</source>
        <translation>Alasan dibebaskan</translation>
    </message>
    <message>
        <source>check.todo</source>
        <translation>Belum diperiksa: {n} dari {total} berkas</translation>
    </message>
    <message>
        <source>check.unanswered</source>
        <translation>Belum dijawab</translation>
    </message>
    <message>
        <source>checklist.complete</source>
        <translation>Berkas lengkap</translation>
    </message>
    <message numerus="yes">
        <source>checklist.conditional_off</source>
        <translation>
            <numerusform>{n} persyaratan bersyarat tidak berlaku</numerusform>
        </translation>
    </message>
    <message>
        <source>checklist.count</source>
        <translation>{n} dari {total} ada</translation>
    </message>
    <message>
        <source>checklist.incomplete</source>
        <translation>Belum lengkap: {parts}</translation>
    </message>
    <message numerus="yes">
        <source>checklist.not_printed</source>
        <translation>
            <numerusform>Belum dicetak: {n} isian perlu diperbaiki</numerusform>
        </translation>
    </message>
    <message>
        <source>checklist.part_missing</source>
        <translation>{n} kurang</translation>
    </message>
    <message>
        <source>checklist.part_rejected</source>
        <translation>{n} ditolak</translation>
    </message>
    <message>
        <source>checklist.part_to_follow</source>
        <translation>{n} menyusul</translation>
    </message>
    <message>
        <source>checklist.reason</source>
        <translation>Alasan: {reason}</translation>
    </message>
    <message>
        <source>checklist.required</source>
        <translation>{n} wajib, {conditional} bersyarat</translation>
    </message>
    <message>
        <source>checklist.title</source>
        <translation>Kelengkapan berkas</translation>
    </message>
    <message>
        <source>chosen_because.appointed</source>
        <translation>ada janji pada jam ini</translation>
    </message>
    <message>
        <source>chosen_because.present</source>
        <translation>sudah berdiri di depan loket</translation>
    </message>
    <message>
        <source>chosen_because.together</source>
        <translation>satu keluarga atau rombongan</translation>
    </message>
    <message>
        <source>chosen_because.told</source>
        <translation>permintaan supervisor</translation>
    </message>
    <message>
        <source>chosen_because.urgent</source>
        <translation>keadaan darurat</translation>
    </message>
    <message>
        <source>chosen_because.weak</source>
        <translation>terlalu lemah untuk menunggu</translation>
    </message>
    <message>
        <source>closing.and_more</source>
        <translation>dan {n} lagi</translation>
    </message>
    <message>
        <source>closing.at_counter</source>
        <translation>{number} loket {n}</translation>
    </message>
    <message>
        <source>closing.back</source>
        <translation>Kembali bekerja</translation>
    </message>
    <message>
        <source>closing.busy</source>
        <translation>{number} masih di loket ini. Selesaikan dulu untuk menutup loket saja.</translation>
    </message>
    <message>
        <source>closing.called</source>
        <translation>Dipanggil, belum datang: dicatat tidak hadir</translation>
    </message>
    <message>
        <source>closing.cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>closing.counter_closed</source>
        <translation>Loket {n} ditutup. {summary}</translation>
    </message>
    <message>
        <source>closing.counter_text</source>
        <translation>Tutup loket: sif Anda berakhir, hari kerja tetap buka.</translation>
    </message>
    <message>
        <source>closing.day</source>
        <translation>Tutup hari kerja</translation>
    </message>
    <message>
        <source>closing.day_closed</source>
        <translation>Hari kerja ditutup. {summary}</translation>
    </message>
    <message>
        <source>closing.day_ended</source>
        <translation>Hari kerja ditutup.</translation>
    </message>
    <message>
        <source>closing.elsewhere</source>
        <translation>Loket {counters} masih buka. Hari kerja ditutup supervisor, atau setelah semua loket tutup.</translation>
    </message>
    <message>
        <source>closing.end_shift</source>
        <translation>Akhiri sif</translation>
    </message>
    <message>
        <source>closing.left</source>
        <translation>Yang belum selesai</translation>
    </message>
    <message>
        <source>closing.left_text</source>
        <translation>Bila hari kerja ditutup, ini tidak dapat diurungkan:</translation>
    </message>
    <message>
        <source>closing.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>closing.nobody_left</source>
        <translation>Semua nomor hari ini sudah selesai.</translation>
    </message>
    <message>
        <source>closing.open</source>
        <translation>Tutup loket</translation>
    </message>
    <message>
        <source>closing.parked</source>
        <translation>Masih ditunda</translation>
    </message>
    <message>
        <source>closing.parked_served</source>
        <translation>Ditunda setelah mulai dilayani: dicatat selesai, ditandai “tidak ditutup”</translation>
    </message>
    <message>
        <source>closing.parked_unserved</source>
        <translation>Ditunda sebelum dilayani: dicatat tidak hadir</translation>
    </message>
    <message>
        <source>closing.reprinted</source>
        <translation>Dicetak ulang</translation>
    </message>
    <message>
        <source>closing.served</source>
        <translation>Dilayani</translation>
    </message>
    <message>
        <source>closing.serving</source>
        <translation>Masih dilayani: dicatat selesai, ditandai “tidak ditutup”</translation>
    </message>
    <message>
        <source>closing.shift</source>
        <translation>Sif {name} sejak {time}</translation>
    </message>
    <message>
        <source>closing.shift_ended</source>
        <translation>Sif berakhir.</translation>
    </message>
    <message>
        <source>closing.shift_text</source>
        <translation>Akhiri sif: hari kerja tetap buka.</translation>
    </message>
    <message>
        <source>closing.summary</source>
        <translation>{n} dilayani, {no_show} tidak hadir.</translation>
    </message>
    <message>
        <source>closing.title</source>
        <translation>Tutup loket {n}</translation>
    </message>
    <message>
        <source>closing.waiting</source>
        <translation>Masih menunggu: tetap tercatat menunggu, tidak dipanggil lagi</translation>
    </message>
    <message>
        <source>cmd.all_keys</source>
        <translation>Semua tombol</translation>
    </message>
    <message>
        <source>cmd.back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>cmd.by_key</source>
        <translation>Tombol {key}</translation>
    </message>
    <message>
        <source>cmd.call_again</source>
        <translation>Panggil ulang</translation>
    </message>
    <message>
        <source>cmd.call_next</source>
        <translation>Panggil berikutnya</translation>
    </message>
    <message>
        <source>cmd.find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>cmd.find_ticket</source>
        <translation>Cari tiket</translation>
    </message>
    <message>
        <source>cmd.finish</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>cmd.lock</source>
        <translation>Kunci loket</translation>
    </message>
    <message>
        <source>cmd.new_ticket</source>
        <translation>Tiket baru</translation>
    </message>
    <message>
        <source>cmd.not_here</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>cmd.open_counter</source>
        <translation>Buka loket {n}</translation>
    </message>
    <message>
        <source>cmd.print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>cmd.print_again</source>
        <translation>Cetak ulang</translation>
    </message>
    <message>
        <source>cmd.print_missing</source>
        <translation>Cetak slip kekurangan</translation>
    </message>
    <message>
        <source>cmd.print_receipt</source>
        <translation>Cetak tanda terima</translation>
    </message>
    <message>
        <source>cmd.print_report</source>
        <translation>Cetak laporan</translation>
    </message>
    <message numerus="yes">
        <source>cmd.print_tickets</source>
        <translation>
            <numerusform>Cetak {n} tiket</numerusform>
        </translation>
    </message>
    <message>
        <source>cmd.start_serving</source>
        <translation>Mulai melayani</translation>
    </message>
    <message>
        <source>cmd.transfer_hold</source>
        <translation>Alihkan atau tunda</translation>
    </message>
    <message>
        <source>cmd.undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>cmd.view</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>companion.add</source>
        <translation>Pendamping, cap jempol</translation>
    </message>
    <message>
        <source>companion.by_hand</source>
        <translation>Tanda tangan</translation>
    </message>
    <message>
        <source>companion.name</source>
        <translation>Pendamping</translation>
    </message>
    <message>
        <source>companion.relation</source>
        <translation>Hubungan pendamping</translation>
    </message>
    <message>
        <source>companion.signs</source>
        <translation>Tanda tangan</translation>
    </message>
    <message>
        <source>companion.thumbprint</source>
        <translation>Cap jempol</translation>
    </message>
    <message>
        <source>connect.address</source>
        <translation>Alamat pusat loket</translation>
    </message>
    <message>
        <source>connect.address_empty</source>
        <translation>Isi alamat pusat loket.</translation>
    </message>
    <message>
        <source>connect.address_hint</source>
        <translation>contoh 192.168.1.5:8443</translation>
    </message>
    <message>
        <source>connect.asking</source>
        <translation>Menghubungi pusat loket</translation>
    </message>
    <message>
        <source>connect.code</source>
        <translation>Kode enam angka</translation>
    </message>
    <message>
        <source>connect.code_hint</source>
        <translation>contoh 482 913</translation>
    </message>
    <message>
        <source>connect.code_wrong</source>
        <translation>Isi enam angka dari layar pusat loket.</translation>
    </message>
    <message>
        <source>connect.compare</source>
        <translation>Cocokkan delapan tanda di atas dengan layar pusat loket. Sama: tekan Enter. Berbeda: Esc, lalu panggil petugas TI.</translation>
    </message>
    <message>
        <source>connect.done</source>
        <translation>Loket ini terhubung</translation>
    </message>
    <message>
        <source>connect.done_text</source>
        <translation>Catatan dikirim sendiri mulai sekarang. Tekan Enter untuk masuk.</translation>
    </message>
    <message>
        <source>connect.found</source>
        <translation>Pusat loket menjawab</translation>
    </message>
    <message>
        <source>connect.local</source>
        <translation>Pusat loket ada di komputer ini. Tekan Enter untuk menghubungkan.</translation>
    </message>
    <message>
        <source>connect.nearby</source>
        <translation>Pusat loket ditemukan: {name}</translation>
    </message>
    <message>
        <source>connect.nearby_do</source>
        <translation>Alamatnya sudah terisi. Ketik kode dari layarnya, lalu Enter.</translation>
    </message>
    <message>
        <source>connect.none_yet</source>
        <translation>Belum terhubung</translation>
    </message>
    <message>
        <source>connect.open</source>
        <translation>Hubungkan ke pusat loket</translation>
    </message>
    <message>
        <source>connect.submit</source>
        <translation>Hubungkan</translation>
    </message>
    <message>
        <source>connect.text</source>
        <translation>Alamat dan kode ada di layar pusat loket. Kode berlaku sepuluh menit.</translation>
    </message>
    <message>
        <source>connect.title</source>
        <translation>Hubungkan loket</translation>
    </message>
    <message>
        <source>correct.choose</source>
        <translation>Pilih dulu baris yang akan diperbaiki.</translation>
    </message>
    <message>
        <source>correct.command</source>
        <translation>Perbaiki</translation>
    </message>
    <message>
        <source>correct.kept</source>
        <translation>Belum dicetak. Isian perbaikan tetap tersimpan.</translation>
    </message>
    <message>
        <source>correct.keys</source>
        <translation>Pilih satu baris: {again} mencetak lagi, {correct} memperbaiki.</translation>
    </message>
    <message>
        <source>correct.nothing</source>
        <translation>Belum ada kertas permohonan yang dapat diperbaiki.</translation>
    </message>
    <message>
        <source>correct.print</source>
        <translation>{paper}, PERBAIKAN ke-{n}</translation>
    </message>
    <message>
        <source>correct.restored</source>
        <translation>Isian perbaikan yang belum dicetak ada lagi.</translation>
    </message>
    <message>
        <source>correct.text</source>
        <translation>Ubah yang salah. Kertas baru bertanda PERBAIKAN; yang lama tidak berlaku lagi.</translation>
    </message>
    <message>
        <source>correct.title</source>
        <translation>Perbaiki {number}</translation>
    </message>
    <message>
        <source>correct.verb</source>
        <translation>Cetak perbaikan</translation>
    </message>
    <message>
        <source>corrected.done</source>
        <translation>{number}: PERBAIKAN ke-{n} dicetak, kertas lama tidak berlaku</translation>
    </message>
    <message>
        <source>corrected.kept</source>
        <translation>{number} diperbaiki. Kertas yang ada tetap berlaku.</translation>
    </message>
    <message>
        <source>day.arrived</source>
        <translation>Datang</translation>
    </message>
    <message>
        <source>day.called</source>
        <translation>Dipanggil</translation>
    </message>
    <message>
        <source>day.chart</source>
        <translation>Datang dan dipanggil per jam</translation>
    </message>
    <message>
        <source>day.clock</source>
        <translation>Jam komputer menunjukkan {day}.</translation>
    </message>
    <message>
        <source>day.clock_differs</source>
        <translation>Itu tidak cocok dengan hari kerja terakhir, {day}. Periksa tanggal sebelum membuka.</translation>
    </message>
    <message>
        <source>day.closed</source>
        <translation>Hari kerja belum dibuka</translation>
    </message>
    <message>
        <source>day.date</source>
        <translation>Tanggal hari kerja</translation>
    </message>
    <message>
        <source>day.date_hint</source>
        <translation>contoh 23 11 2026</translation>
    </message>
    <message>
        <source>day.date_wrong</source>
        <translation>Isi tanggal, contoh 23 11 2026.</translation>
    </message>
    <message>
        <source>day.first_visit</source>
        <translation>Lengkap sekali datang</translation>
    </message>
    <message>
        <source>day.heat</source>
        <translation>Median tunggu, menit</translation>
    </message>
    <message>
        <source>day.heat_axes</source>
        <translation>antrean × jam datang</translation>
    </message>
    <message>
        <source>day.holiday</source>
        <translation>{day} hari libur: {name}. Hari tetap dapat dibuka.</translation>
    </message>
    <message>
        <source>day.limit</source>
        <translation>batas {n} %</translation>
    </message>
    <message>
        <source>day.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>day.not_working</source>
        <translation>{day} bukan hari kerja menurut kalender. Hari tetap dapat dibuka.</translation>
    </message>
    <message>
        <source>day.open</source>
        <translation>Buka hari kerja</translation>
    </message>
    <message>
        <source>day.over_limit</source>
        <translation>Tunggu lebih {n} menit</translation>
    </message>
    <message>
        <source>day.p90</source>
        <translation>p90 {n} menit</translation>
    </message>
    <message>
        <source>day.service_median</source>
        <translation>Layanan, median</translation>
    </message>
    <message>
        <source>day.service_p90</source>
        <translation>Layanan p90</translation>
    </message>
    <message>
        <source>day.still_open</source>
        <translation>Hari kerja {day} belum ditutup.</translation>
    </message>
    <message>
        <source>day.still_open_left</source>
        <translation>Membuka hari lain menutupnya, dan ini tidak dapat diurungkan:</translation>
    </message>
    <message>
        <source>day.still_open_none</source>
        <translation>Membuka hari lain menutupnya. Semua nomornya sudah selesai.</translation>
    </message>
    <message>
        <source>day.text</source>
        <translation>Hari kerja dibuka sekali. Semua nomor dan angka hari ini memakai tanggal ini.</translation>
    </message>
    <message>
        <source>day.tickets</source>
        <translation>Tiket</translation>
    </message>
    <message>
        <source>day.tickets_sub</source>
        <translation>{n} dilayani, {no_show} tidak hadir</translation>
    </message>
    <message>
        <source>day.title</source>
        <translation>Hari ini sampai {time}</translation>
    </message>
    <message>
        <source>day.today</source>
        <translation>Hari ini {day}?</translation>
    </message>
    <message>
        <source>day.wait_median</source>
        <translation>Tunggu, median</translation>
    </message>
    <message>
        <source>day.wait_p90</source>
        <translation>Tunggu p90</translation>
    </message>
    <message>
        <source>day_end.all_opened</source>
        <translation>Semua loket pernah buka hari ini.</translation>
    </message>
    <message>
        <source>day_end.never</source>
        <translation>Loket yang tidak pernah buka hari ini: {counters}.</translation>
    </message>
    <message>
        <source>day_end.no_day</source>
        <translation>Tidak ada hari kerja yang terbuka.</translation>
    </message>
    <message>
        <source>day_end.note</source>
        <translation>Catatan hari ini, boleh kosong</translation>
    </message>
    <message>
        <source>day_end.noted</source>
        <translation>Catatan penutupan: {note}</translation>
    </message>
    <message>
        <source>day_end.still</source>
        <translation>Masih buka, ikut ditutup: {counters}.</translation>
    </message>
    <message>
        <source>day_end.title</source>
        <translation>Tutup {day}?</translation>
    </message>
    <message>
        <source>display.break</source>
        <translation>Istirahat {time}, sebagian loket</translation>
    </message>
    <message>
        <source>display.counter</source>
        <translation>Loket {n}</translation>
    </message>
    <message>
        <source>display.free</source>
        <translation>Semua layanan {agency} tidak dipungut biaya.</translation>
    </message>
    <message>
        <source>display.go</source>
        <translation>silakan menuju</translation>
    </message>
    <message>
        <source>display.last</source>
        <translation>Panggilan terakhir</translation>
    </message>
    <message>
        <source>display.no_money</source>
        <translation>Jangan memberi uang kepada petugas.</translation>
    </message>
    <message>
        <source>display.number</source>
        <translation>Nomor antrean</translation>
    </message>
    <message>
        <source>display.waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>display.zone</source>
        <translation>Zona {n}</translation>
    </message>
    <message>
        <source>done.again</source>
        <translation>{paper} {number} dicetak ulang</translation>
    </message>
    <message>
        <source>done.already_printed</source>
        <translation>Sudah dicetak. F9 untuk cetak lagi.</translation>
    </message>
    <message>
        <source>done.choose_row</source>
        <translation>Pilih nomor di daftar, lalu F9.</translation>
    </message>
    <message>
        <source>done.issued</source>
        <translation>{number} dibuat</translation>
    </message>
    <message>
        <source>done.missing</source>
        <translation>Slip kekurangan dicetak</translation>
    </message>
    <message>
        <source>done.no_show</source>
        <translation>{number} tidak hadir</translation>
    </message>
    <message>
        <source>done.nothing_to_undo</source>
        <translation>Tidak ada yang dapat diurungkan lagi.</translation>
    </message>
    <message>
        <source>done.printer_tried</source>
        <translation>Printer dicoba lagi.</translation>
    </message>
    <message>
        <source>done.receipt</source>
        <translation>Tanda terima dicetak</translation>
    </message>
    <message>
        <source>done.started</source>
        <translation>{number} mulai dilayani</translation>
    </message>
    <message>
        <source>done.taken_back</source>
        <translation>{number}: {act} diurungkan</translation>
    </message>
    <message>
        <source>draft.go_on</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>draft.text</source>
        <translation>Isian yang belum selesai sudah dikembalikan.</translation>
    </message>
    <message>
        <source>draft.title</source>
        <translation>Lanjutkan {number}?</translation>
    </message>
    <message>
        <source>error.birth_date</source>
        <translation>Isi tanggal lahir, contoh 31 3 1980.</translation>
    </message>
    <message>
        <source>error.birth_date_unreal</source>
        <translation>Tanggal itu tidak ada. Contoh: 31 3 1980.</translation>
    </message>
    <message>
        <source>error.birth_date_year</source>
        <translation>Tulis tahun dengan empat angka.</translation>
    </message>
    <message>
        <source>error.companion_name_needed</source>
        <translation>Isi nama pendamping, atau pilih tanpa pendamping.</translation>
    </message>
    <message>
        <source>error.companion_relation_needed</source>
        <translation>Pilih hubungan pendamping dengan pemohon.</translation>
    </message>
    <message>
        <source>error.field_needed</source>
        <translation>Isi “{label}”.</translation>
    </message>
    <message>
        <source>error.field_too_long</source>
        <translation>Paling banyak {n} huruf.</translation>
    </message>
    <message>
        <source>error.generic</source>
        <translation>Periksa isian ini.</translation>
    </message>
    <message>
        <source>error.identity_needed</source>
        <translation>Isi nomor identitas, atau pilih “Tidak ada”.</translation>
    </message>
    <message>
        <source>error.identity_number</source>
        <translation>Nomor identitas terdiri dari 5 sampai 20 huruf dan angka.</translation>
    </message>
    <message>
        <source>error.name_needed</source>
        <translation>Isi nama lengkap.</translation>
    </message>
    <message>
        <source>error.nik_date</source>
        <translation>Angka 7 sampai 12 NIK bukan tanggal lahir. Cocokkan dengan kartu.</translation>
    </message>
    <message numerus="yes">
        <source>error.nik_length</source>
        <translation>
            <numerusform>NIK harus 16 angka. Baru {n} angka.</numerusform>
        </translation>
    </message>
    <message>
        <source>error.nik_letters</source>
        <translation>NIK hanya berisi angka.</translation>
    </message>
    <message>
        <source>error.nik_province</source>
        <translation>Dua angka pertama NIK bukan kode provinsi. Cocokkan dengan kartu.</translation>
    </message>
    <message>
        <source>error.paper_day</source>
        <translation>Isi hari antara {earliest} dan {latest}.</translation>
    </message>
    <message>
        <source>error.paper_day_form</source>
        <translation>Isi hari, contoh 23 11 2026.</translation>
    </message>
    <message>
        <source>error.paper_number_form</source>
        <translation>Nomor itu diberi oleh program. Tiket kertas: angkanya saja, atau {example}.</translation>
    </message>
    <message>
        <source>error.paper_number_needed</source>
        <translation>Isi nomor di kertas.</translation>
    </message>
    <message>
        <source>error.paper_number_queue</source>
        <translation>Layanan ini memakai antrean {queue}, bukan nomor {number}.</translation>
    </message>
    <message>
        <source>error.paper_number_taken</source>
        <translation>{number} sudah disalin untuk hari itu.</translation>
    </message>
    <message>
        <source>error.paper_service</source>
        <translation>Tidak ada layanan untuk kata itu.</translation>
    </message>
    <message>
        <source>error.paper_time_day</source>
        <translation>Jam itu belum lewat.</translation>
    </message>
    <message>
        <source>error.paper_time_form</source>
        <translation>Isi jam, contoh 0905.</translation>
    </message>
    <message>
        <source>error.paper_time_missing</source>
        <translation>Isi jam mulai.</translation>
    </message>
    <message>
        <source>error.paper_time_order</source>
        <translation>Lebih awal dari jam sebelumnya.</translation>
    </message>
    <message>
        <source>error.phone</source>
        <translation>Nomor HP tidak lengkap, contoh 0812 3456 7890.</translation>
    </message>
    <message numerus="yes">
        <source>error.summary</source>
        <translation>
            <numerusform>Ada {n} yang perlu diperbaiki</numerusform>
        </translation>
    </message>
    <message>
        <source>figures.after</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>figures.band</source>
        <translation>{band} menit</translation>
    </message>
    <message>
        <source>figures.before</source>
        <translation>Sebelumnya</translation>
    </message>
    <message>
        <source>figures.by_agency</source>
        <translation>Instansi</translation>
    </message>
    <message>
        <source>figures.by_bands</source>
        <translation>Lama menunggu</translation>
    </message>
    <message>
        <source>figures.by_compared</source>
        <translation>Dibandingkan</translation>
    </message>
    <message>
        <source>figures.by_counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>figures.by_hour</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>figures.by_kind</source>
        <translation>Jenis layanan</translation>
    </message>
    <message>
        <source>figures.by_moments</source>
        <translation>Loket dan yang menunggu</translation>
    </message>
    <message>
        <source>figures.by_officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>figures.by_priority</source>
        <translation>Kelas prioritas</translation>
    </message>
    <message>
        <source>figures.by_queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>figures.by_service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>figures.counters</source>
        <translation>Loket buka</translation>
    </message>
    <message>
        <source>figures.distribution</source>
        <translation>Sebaran lama menunggu, menit</translation>
    </message>
    <message>
        <source>figures.empty</source>
        <translation>Tidak ada nomor antrean pada hari ini.</translation>
    </message>
    <message>
        <source>figures.finished</source>
        <translation>Selesai dilayani</translation>
    </message>
    <message>
        <source>figures.future</source>
        <translation>Hari ini belum tiba.</translation>
    </message>
    <message>
        <source>figures.go_to</source>
        <translation>Tanggal</translation>
    </message>
    <message>
        <source>figures.holiday</source>
        <translation>Hari libur: {name}.</translation>
    </message>
    <message>
        <source>figures.hour</source>
        <translation>{hour}.00</translation>
    </message>
    <message>
        <source>figures.in_table</source>
        <translation>Angka yang sama ada di tabel di bawah.</translation>
    </message>
    <message>
        <source>figures.limit_n</source>
        <translation>{limit} · n {n}</translation>
    </message>
    <message>
        <source>figures.load</source>
        <translation>Loket buka dan orang menunggu</translation>
    </message>
    <message>
        <source>figures.minute</source>
        <translation>menit</translation>
    </message>
    <message>
        <source>figures.n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>figures.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>figures.only_n</source>
        <translation>n {n}</translation>
    </message>
    <message>
        <source>figures.over_limit_percent</source>
        <translation>Tunggu lebih dari batas</translation>
    </message>
    <message>
        <source>figures.p90_n</source>
        <translation>{p90} · n {n}</translation>
    </message>
    <message>
        <source>figures.reading</source>
        <translation>Membaca angka …</translation>
    </message>
    <message>
        <source>figures.regular</source>
        <translation>Biasa</translation>
    </message>
    <message>
        <source>figures.serve_median_s</source>
        <translation>Layanan, median</translation>
    </message>
    <message>
        <source>figures.share</source>
        <translation>Bagian</translation>
    </message>
    <message>
        <source>figures.show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>figures.table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>figures.this_day</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>figures.tickets</source>
        <translation>Tiket</translation>
    </message>
    <message numerus="yes">
        <source>figures.uncertain</source>
        <translation>
            <numerusform>{n} selang waktu tidak pasti, tidak dihitung di median</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>figures.usual</source>
        <translation>
            <numerusform>Biasanya ({n} minggu)</numerusform>
        </translation>
    </message>
    <message>
        <source>figures.wait_median_s</source>
        <translation>Tunggu, median</translation>
    </message>
    <message>
        <source>figures.wait_p90_s</source>
        <translation>Tunggu, p90</translation>
    </message>
    <message>
        <source>figures.week_ago</source>
        <translation>Minggu lalu</translation>
    </message>
    <message>
        <source>find.choose</source>
        <translation>Ketik kata atau pilih layanan dengan panah dulu.</translation>
    </message>
    <message>
        <source>find.for_visit</source>
        <translation>Untuk orang yang sama dengan {number}</translation>
    </message>
    <message numerus="yes">
        <source>find.hint</source>
        <translation>
            <numerusform>{n} layanan. Panah memilih, Enter mencetak tiket.</numerusform>
        </translation>
    </message>
    <message>
        <source>find.issue</source>
        <translation>Cetak tiket</translation>
    </message>
    <message>
        <source>find.nothing</source>
        <translation>Tidak ada layanan untuk “{words}”. Coba kata lain.</translation>
    </message>
    <message>
        <source>find.own</source>
        <translation>Layanan loket ini. Ketik kata sehari-hari, contoh: ktp hilang.</translation>
    </message>
    <message>
        <source>find.papers_none</source>
        <translation>Tidak ada berkas yang perlu dibawa.</translation>
    </message>
    <message>
        <source>find.when</source>
        <translation>{form}, {condition}</translation>
    </message>
    <message>
        <source>find_all.at_counter</source>
        <translation>{state}, loket {n}</translation>
    </message>
    <message numerus="yes">
        <source>find_all.found</source>
        <translation>
            <numerusform>{n} ditemukan. Panah memilih, Enter membuka.</numerusform>
        </translation>
    </message>
    <message>
        <source>find_all.hint</source>
        <translation>Nomor tiket, nama, NIK, nomor HP, nomor permohonan, kode, layanan, atau perintah.</translation>
    </message>
    <message>
        <source>find_all.issued</source>
        <translation>diambil {time}</translation>
    </message>
    <message>
        <source>find_all.new_ticket</source>
        <translation>Enter: tiket baru untuk layanan ini</translation>
    </message>
    <message>
        <source>find_all.nothing</source>
        <translation>Tidak ada yang cocok dengan “{words}”. Coba sebagian nama, angka awal NIK, atau nomor tiket.</translation>
    </message>
    <message>
        <source>find_all.open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>find_all.state</source>
        <translation>Mencari</translation>
    </message>
    <message>
        <source>find_all.title</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>find_group.applications</source>
        <translation>Permohonan</translation>
    </message>
    <message>
        <source>find_group.commands</source>
        <translation>Perintah</translation>
    </message>
    <message>
        <source>find_group.people</source>
        <translation>Pemohon</translation>
    </message>
    <message>
        <source>find_group.services</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>find_group.tickets</source>
        <translation>Tiket</translation>
    </message>
    <message>
        <source>forgotten.approve</source>
        <translation>Setujui</translation>
    </message>
    <message>
        <source>forgotten.done</source>
        <translation>PIN sementara {name} dibuat. Masuk dengan PIN itu.</translation>
    </message>
    <message>
        <source>forgotten.empty</source>
        <translation>Isi PIN sementara.</translation>
    </message>
    <message>
        <source>forgotten.hub</source>
        <translation>PIN baru dari pusat loket berlaku begitu katalognya sampai, tanpa langkah ini.</translation>
    </message>
    <message>
        <source>forgotten.no_supervisor</source>
        <translation>Belum ada supervisor terdaftar.</translation>
    </message>
    <message>
        <source>forgotten.officer</source>
        <translation>Petugas yang lupa</translation>
    </message>
    <message>
        <source>forgotten.open</source>
        <translation>Lupa PIN</translation>
    </message>
    <message>
        <source>forgotten.supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>forgotten.supervisor_pin</source>
        <translation>PIN supervisor</translation>
    </message>
    <message>
        <source>forgotten.temporary</source>
        <translation>PIN sementara</translation>
    </message>
    <message>
        <source>forgotten.temporary_hint</source>
        <translation>4 sampai 12 angka</translation>
    </message>
    <message>
        <source>forgotten.text</source>
        <translation>Supervisor menyetujui dengan PIN-nya sendiri dan membuat PIN sementara. PIN sementara berlaku {hours} jam, hanya di komputer ini, dan harus diganti saat masuk.</translation>
    </message>
    <message>
        <source>forgotten.title</source>
        <translation>Lupa PIN</translation>
    </message>
    <message>
        <source>form.as_written</source>
        <translation>Simpan sebagai tertulis</translation>
    </message>
    <message>
        <source>form.as_written_text</source>
        <translation>NIK di kartu memang begini?</translation>
    </message>
    <message>
        <source>found.applicant</source>
        <translation>Pemohon</translation>
    </message>
    <message>
        <source>found.application</source>
        <translation>Permohonan</translation>
    </message>
    <message>
        <source>found.called</source>
        <translation>dipanggil {time}</translation>
    </message>
    <message>
        <source>found.code</source>
        <translation>Kode pelacakan</translation>
    </message>
    <message>
        <source>found.day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>found.due</source>
        <translation>Perkiraan selesai</translation>
    </message>
    <message>
        <source>found.ended</source>
        <translation>selesai {time}</translation>
    </message>
    <message>
        <source>found.gone</source>
        <translation>Data ini tidak ada lagi di sini.</translation>
    </message>
    <message>
        <source>found.in_front</source>
        <translation>{number} sedang di depan Anda.</translation>
    </message>
    <message>
        <source>found.issued</source>
        <translation>diambil {time}</translation>
    </message>
    <message>
        <source>found.missing</source>
        <translation>Kurang</translation>
    </message>
    <message numerus="yes">
        <source>found.missing_slips</source>
        <translation>
            <numerusform>slip kekurangan {n} kali</numerusform>
        </translation>
    </message>
    <message>
        <source>found.no_application</source>
        <translation>Belum ada permohonan untuk tiket ini.</translation>
    </message>
    <message>
        <source>found.nothing_to_print</source>
        <translation>Permohonan ini tidak punya tiket di sini.</translation>
    </message>
    <message>
        <source>found.number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>found.opened</source>
        <translation>Didaftarkan</translation>
    </message>
    <message>
        <source>found.other_agency</source>
        <translation>Kasus {agency}. Data pemohon hanya dilihat instansi itu.</translation>
    </message>
    <message>
        <source>found.papers</source>
        <translation>Berkas</translation>
    </message>
    <message numerus="yes">
        <source>found.papers_all</source>
        <translation>
            <numerusform>{n} berkas, semua ada</numerusform>
        </translation>
    </message>
    <message>
        <source>found.papers_some</source>
        <translation>{n} dari {all} berkas ada</translation>
    </message>
    <message>
        <source>found.print_other</source>
        <translation>Kertas {agency} dicetak di loket {agency}.</translation>
    </message>
    <message>
        <source>found.printed</source>
        <translation>Dicetak</translation>
    </message>
    <message numerus="yes">
        <source>found.receipts</source>
        <translation>
            <numerusform>tanda terima {n} kali</numerusform>
        </translation>
    </message>
    <message>
        <source>found.replaced</source>
        <translation>Kertas ini sudah diganti</translation>
    </message>
    <message>
        <source>found.replaced_text</source>
        <translation>Yang berlaku: perbaikan ke-{n}. Minta kertas yang baru, atau cetak ulang dengan F9.</translation>
    </message>
    <message numerus="yes">
        <source>found.slips</source>
        <translation>
            <numerusform>tiket {n} kali</numerusform>
        </translation>
    </message>
    <message>
        <source>found.spelled</source>
        <translation>Lewat telepon</translation>
    </message>
    <message>
        <source>found.spelling</source>
        <translation>nol satu dua tiga empat lima enam tujuh delapan sembilan Atambua Bandung Cirebon Denpasar Ende Flores Garut Halmahera Jakarta Kupang Maumere Natuna Padang Quebec Rote Solo Timor Viktor Wamena Xenon Yogya Zaman</translation>
    </message>
    <message>
        <source>found.started</source>
        <translation>dilayani {time}</translation>
    </message>
    <message>
        <source>found.state</source>
        <translation>Hasil pencarian</translation>
    </message>
    <message>
        <source>found.status</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>found.ticket</source>
        <translation>Tiket</translation>
    </message>
    <message>
        <source>found.times</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>hall.absent</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>hall.absent_at</source>
        <translation>Tidak hadir saat dipanggil, {time}</translation>
    </message>
    <message>
        <source>hall.absent_row</source>
        <translation>loket {n}, {time}</translation>
    </message>
    <message>
        <source>hall.act</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>hall.acts</source>
        <translation>Yang dapat dilakukan</translation>
    </message>
    <message>
        <source>hall.at</source>
        <translation>Loket {n}.</translation>
    </message>
    <message>
        <source>hall.bring_back</source>
        <translation>Kembalikan {number} ke antrean</translation>
    </message>
    <message>
        <source>hall.calling_for</source>
        <translation>Memanggil {time}</translation>
    </message>
    <message>
        <source>hall.clock</source>
        <translation>jam selisih {n} detik</translation>
    </message>
    <message>
        <source>hall.close_counter</source>
        <translation>Tutup loket {n}</translation>
    </message>
    <message>
        <source>hall.close_incident</source>
        <translation>Tutup kejadian ini</translation>
    </message>
    <message>
        <source>hall.closed_day</source>
        <translation>Hari kerja belum dibuka.</translation>
    </message>
    <message>
        <source>hall.counters</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>hall.crowded</source>
        <translation>Padat</translation>
    </message>
    <message>
        <source>hall.crowded_many</source>
        <translation>{agency} padat: {n} menunggu</translation>
    </message>
    <message>
        <source>hall.crowded_unserved</source>
        <translation>{agency}: {n} menunggu, tidak ada loket buka</translation>
    </message>
    <message>
        <source>hall.gone</source>
        <translation>Sudah tidak ada lagi.</translation>
    </message>
    <message>
        <source>hall.heard</source>
        <translation>Terakhir terhubung {time}</translation>
    </message>
    <message>
        <source>hall.incident</source>
        <translation>{number}: {what}, {time}</translation>
    </message>
    <message>
        <source>hall.keys</source>
        <translation>Panah memilih, Enter membuka tindakan.</translation>
    </message>
    <message>
        <source>hall.locked</source>
        <translation>Layar supervisor terkunci</translation>
    </message>
    <message>
        <source>hall.long_for</source>
        <translation>Lama, {time}</translation>
    </message>
    <message>
        <source>hall.move</source>
        <translation>Pindahkan {number} ke antrean {letter}</translation>
    </message>
    <message>
        <source>hall.never_heard</source>
        <translation>{name} belum pernah terhubung</translation>
    </message>
    <message>
        <source>hall.no_acts</source>
        <translation>Tidak ada tindakan untuk ini sekarang.</translation>
    </message>
    <message>
        <source>hall.nobody_waits</source>
        <translation>Tidak ada yang menunggu.</translation>
    </message>
    <message>
        <source>hall.not_opened</source>
        <translation>belum buka</translation>
    </message>
    <message>
        <source>hall.note</source>
        <translation>Catatan, perlu untuk alasan Lainnya</translation>
    </message>
    <message>
        <source>hall.nothing</source>
        <translation>Tidak ada yang perlu perhatian.</translation>
    </message>
    <message>
        <source>hall.of_n</source>
        <translation>n {n}</translation>
    </message>
    <message>
        <source>hall.officer_since</source>
        <translation>{name}, sejak {time}</translation>
    </message>
    <message>
        <source>hall.only_supervisor</source>
        <translation>Layar ini untuk supervisor.</translation>
    </message>
    <message numerus="yes">
        <source>hall.open_counters</source>
        <translation>
            <numerusform>{n} loket buka.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>hall.people</source>
        <translation>
            <numerusform>orang</numerusform>
        </translation>
    </message>
    <message>
        <source>hall.place</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>hall.put_in_line</source>
        <translation>Kembalikan {number} ke tempatnya di antrean</translation>
    </message>
    <message>
        <source>hall.queue_absent</source>
        <translation>{n} tidak hadir saat dipanggil</translation>
    </message>
    <message>
        <source>hall.queue_title</source>
        <translation>Antrean {letter}, {agency}</translation>
    </message>
    <message>
        <source>hall.queue_waiting</source>
        <translation>{n} menunggu, terlama {number}, {time}</translation>
    </message>
    <message>
        <source>hall.reason</source>
        <translation>Alasan: {act}</translation>
    </message>
    <message>
        <source>hall.reason_hint</source>
        <translation>Angka memilih, Enter melakukan.</translation>
    </message>
    <message>
        <source>hall.send</source>
        <translation>Kirim {number} ke loket {n}</translation>
    </message>
    <message>
        <source>hall.serves</source>
        <translation>Melayani antrean {letters}</translation>
    </message>
    <message>
        <source>hall.sign_in</source>
        <translation>Masuk sebagai supervisor</translation>
    </message>
    <message>
        <source>hall.silent</source>
        <translation>{name} luring sejak {time}</translation>
    </message>
    <message>
        <source>hall.silent_since</source>
        <translation>Luring {time}</translation>
    </message>
    <message>
        <source>hall.since</source>
        <translation>sejak {time}</translation>
    </message>
    <message>
        <source>hall.ticket_called</source>
        <translation>{number} dipanggil, belum datang {time}</translation>
    </message>
    <message>
        <source>hall.ticket_parked</source>
        <translation>{number} ditunda {time}</translation>
    </message>
    <message>
        <source>hall.ticket_serving</source>
        <translation>{number} dilayani {time}</translation>
    </message>
    <message>
        <source>hall.title</source>
        <translation>Ruang layanan</translation>
    </message>
    <message numerus="yes">
        <source>hall.unsent</source>
        <translation>
            <numerusform>{n} catatan menunggu</numerusform>
        </translation>
    </message>
    <message>
        <source>hall.view</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>hall.waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>hall.zone</source>
        <translation>Zona {n}</translation>
    </message>
    <message>
        <source>hall_done.brought_back</source>
        <translation>{number} kembali ke antrean</translation>
    </message>
    <message>
        <source>hall_done.closed</source>
        <translation>Loket {n} ditutup</translation>
    </message>
    <message>
        <source>hall_done.day_closed</source>
        <translation>Hari kerja ditutup</translation>
    </message>
    <message>
        <source>hall_done.in_line</source>
        <translation>{number} menunggu lagi di tempatnya</translation>
    </message>
    <message>
        <source>hall_done.incident_closed</source>
        <translation>Kejadian {number} ditutup</translation>
    </message>
    <message>
        <source>hall_done.moved</source>
        <translation>{number} menunggu di antrean {letter}</translation>
    </message>
    <message>
        <source>hall_done.opened</source>
        <translation>Loket {n} dibuka</translation>
    </message>
    <message>
        <source>hall_done.sent</source>
        <translation>{number} menunggu loket {n}</translation>
    </message>
    <message>
        <source>hall_done.taken_back</source>
        <translation>Diurungkan: {name} seperti semula</translation>
    </message>
    <message>
        <source>hall_reason.came_late</source>
        <translation>Datang terlambat</translation>
    </message>
    <message>
        <source>hall_reason.crowded</source>
        <translation>Antrean padat</translation>
    </message>
    <message>
        <source>hall_reason.expert</source>
        <translation>Perlu petugas lain</translation>
    </message>
    <message>
        <source>hall_reason.fault</source>
        <translation>Perangkat bermasalah</translation>
    </message>
    <message>
        <source>hall_reason.mistake</source>
        <translation>Salah tekan atau salah panggil</translation>
    </message>
    <message>
        <source>hall_reason.no_officer</source>
        <translation>Petugas tidak di tempat</translation>
    </message>
    <message>
        <source>hall_reason.not_heard</source>
        <translation>Tidak mendengar panggilan</translation>
    </message>
    <message>
        <source>hall_reason.other</source>
        <translation>Alasan lain</translation>
    </message>
    <message>
        <source>hall_reason.planned</source>
        <translation>Sesuai jadwal</translation>
    </message>
    <message>
        <source>hall_reason.quiet</source>
        <translation>Antrean sepi</translation>
    </message>
    <message>
        <source>hall_reason.replaces</source>
        <translation>Menggantikan loket lain</translation>
    </message>
    <message>
        <source>help.break</source>
        <translation>Loket tampil istirahat dan layar terkunci.</translation>
    </message>
    <message>
        <source>help.call_again</source>
        <translation>Memanggil nomor yang sama sekali lagi.</translation>
    </message>
    <message>
        <source>help.call_next</source>
        <translation>Memanggil nomor yang gilirannya sekarang.</translation>
    </message>
    <message>
        <source>help.choose_number</source>
        <translation>Memanggil nomor tertentu, melanjutkan yang ditunda, mengantrekan lagi yang tidak hadir.</translation>
    </message>
    <message>
        <source>help.close</source>
        <translation>Menutup yang sedang terbuka. Ketikan tidak hilang.</translation>
    </message>
    <message>
        <source>help.close_day</source>
        <translation>Menutup hari kerja, setelah menyebut siapa yang belum selesai.</translation>
    </message>
    <message>
        <source>help.close_up</source>
        <translation>Menampilkan hitungan sif dan siapa yang belum selesai, lalu menutup loket.</translation>
    </message>
    <message>
        <source>help.companion</source>
        <translation>Mencatat siapa yang mendampingi pemohon, atau cap jempol.</translation>
    </message>
    <message>
        <source>help.connect</source>
        <translation>Menghubungkan PC ini dengan pusat loket.</translation>
    </message>
    <message>
        <source>help.correct</source>
        <translation>Memperbaiki nama, NIK, layanan, atau berkas pada kertas yang sudah keluar.</translation>
    </message>
    <message>
        <source>help.day_after</source>
        <translation>Angka hari berikutnya.</translation>
    </message>
    <message>
        <source>help.day_before</source>
        <translation>Angka hari sebelumnya.</translation>
    </message>
    <message>
        <source>help.end_day</source>
        <translation>Menutup hari kerja. Yang tersisa diselesaikan menurut aturan.</translation>
    </message>
    <message>
        <source>help.end_shift</source>
        <translation>Mengakhiri sif, atau menutup hari kerja; siapa yang belum selesai disebut dulu.</translation>
    </message>
    <message>
        <source>help.find</source>
        <translation>Mencari tiket, pemohon, permohonan, layanan, atau perintah.</translation>
    </message>
    <message>
        <source>help.finish</source>
        <translation>Layanan selesai. Yang belum dicetak, dicetak dulu.</translation>
    </message>
    <message>
        <source>help.forgotten_pin</source>
        <translation>Supervisor menyetujui PIN sementara.</translation>
    </message>
    <message>
        <source>help.help</source>
        <translation>Menampilkan halaman ini. Tidak mencetak apa pun.</translation>
    </message>
    <message>
        <source>help.issue_visit</source>
        <translation>Membuat dan mencetak nomor untuk semua layanan kunjungan ini.</translation>
    </message>
    <message>
        <source>help.language</source>
        <translation>Layar dalam bahasa Inggris. Kertas tetap seperti semula.</translation>
    </message>
    <message>
        <source>help.lock</source>
        <translation>Menyembunyikan semuanya seketika. Isian tetap tersimpan.</translation>
    </message>
    <message>
        <source>help.lost_slip</source>
        <translation>Mencari slip yang hilang menurut jam dan layanan, lalu mencetaknya lagi dengan nomor yang sama.</translation>
    </message>
    <message>
        <source>help.make_report</source>
        <translation>Membuat berkas laporan yang dipilih.</translation>
    </message>
    <message>
        <source>help.move</source>
        <translation>Menunda, mengalihkan, mengembalikan ke antrean, atau membatalkan nomor.</translation>
    </message>
    <message>
        <source>help.move_papers</source>
        <translation>Memindahkan kertas yang tertahan ke printer lain.</translation>
    </message>
    <message>
        <source>help.new_ticket</source>
        <translation>Membuat nomor antrean; saat melayani, untuk orang yang sama.</translation>
    </message>
    <message>
        <source>help.not_here</source>
        <translation>Pemohon tidak datang saat dipanggil.</translation>
    </message>
    <message>
        <source>help.open_found</source>
        <translation>Membuka yang dipilih.</translation>
    </message>
    <message>
        <source>help.paper_is_out</source>
        <translation>Menjawab pertanyaan setelah gangguan: kertasnya sudah keluar.</translation>
    </message>
    <message>
        <source>help.paper_tickets</source>
        <translation>Menyalin tiket kertas selama listrik padam, dengan waktunya.</translation>
    </message>
    <message>
        <source>help.print_again</source>
        <translation>Mencetak lagi kertas terakhir, bertanda DUPLIKAT.</translation>
    </message>
    <message>
        <source>help.print_lost</source>
        <translation>Mencetak slip yang dipilih, bertanda DUPLIKAT.</translation>
    </message>
    <message>
        <source>help.print_report</source>
        <translation>Mencetak laporan hari yang sedang dilihat.</translation>
    </message>
    <message>
        <source>help.print_sheet</source>
        <translation>Mencetak lembar persyaratan layanan yang dipilih.</translation>
    </message>
    <message>
        <source>help.printer_setup</source>
        <translation>Memilih, memeriksa, dan menguji printer.</translation>
    </message>
    <message>
        <source>help.save_paper</source>
        <translation>Menyimpan tiket kertas ini.</translation>
    </message>
    <message>
        <source>help.site_hub</source>
        <translation>Menjadikan PC ini pusat loket, menghubungkan loket lain, melihat siapa yang terhubung.</translation>
    </message>
    <message>
        <source>help.start_serving</source>
        <translation>Pemohon sudah duduk: waktu layanan mulai dihitung.</translation>
    </message>
    <message>
        <source>help.submit_papers</source>
        <translation>Mencetak slip kekurangan atau tanda terima, sesuai daftar berkas.</translation>
    </message>
    <message>
        <source>help.switch</source>
        <translation>Petugas lain masuk dengan PIN-nya. Nomor di loket diserahkan atau dikembalikan.</translation>
    </message>
    <message>
        <source>help.trial_page</source>
        <translation>Mencetak halaman uji: lebar, huruf, dan kode QR.</translation>
    </message>
    <message>
        <source>help.turn_off_hub</source>
        <translation>Mengakhiri pusat loket di PC ini, setelah ditanya sekali.</translation>
    </message>
    <message>
        <source>help.undo</source>
        <translation>Membatalkan tindakan terakhir. Riwayat menyimpan keduanya.</translation>
    </message>
    <message>
        <source>help.view_day</source>
        <translation>Angka satu hari: grafik dan tabel yang sama.</translation>
    </message>
    <message>
        <source>help.view_hall</source>
        <translation>Loket, antrean, dan yang perlu perhatian, langsung.</translation>
    </message>
    <message>
        <source>help.view_reports</source>
        <translation>Membuat laporan hari atau bulan sebagai PDF atau lembar kerja.</translation>
    </message>
    <message>
        <source>help.zoom_in</source>
        <translation>Memperbesar tulisan dan tombol.</translation>
    </message>
    <message>
        <source>help.zoom_normal</source>
        <translation>Ukuran semula.</translation>
    </message>
    <message>
        <source>help.zoom_out</source>
        <translation>Memperkecil tulisan dan tombol.</translation>
    </message>
    <message>
        <source>help_group.desk</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>help_group.hall</source>
        <translation>Layar supervisor</translation>
    </message>
    <message>
        <source>help_group.hub</source>
        <translation>Pusat loket</translation>
    </message>
    <message>
        <source>help_group.papers</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>help_group.printing</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>help_group.queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>help_group.shift</source>
        <translation>Petugas dan sif</translation>
    </message>
    <message>
        <source>help_group.typing</source>
        <translation>Mengetik dan memilih</translation>
    </message>
    <message>
        <source>help_group.visit</source>
        <translation>Kunjungan</translation>
    </message>
    <message>
        <source>help_page.by_find</source>
        <translation>lewat Ctrl+K</translation>
    </message>
    <message>
        <source>help_page.not_now</source>
        <translation>Sekarang belum bisa: hanya {when}.</translation>
    </message>
    <message>
        <source>help_page.or</source>
        <translation>{one} atau {other}</translation>
    </message>
    <message>
        <source>help_page.state</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>help_page.text</source>
        <translation>Esc kembali ke pekerjaan. Yang sudah diketik tetap ada.</translation>
    </message>
    <message>
        <source>help_page.title</source>
        <translation>Semua tombol</translation>
    </message>
    <message>
        <source>help_typing.arrows</source>
        <translation>Naik dan turun di dalam daftar</translation>
    </message>
    <message>
        <source>help_typing.enter</source>
        <translation>Ke isian berikutnya</translation>
    </message>
    <message>
        <source>help_typing.letters</source>
        <translation>Di daftar berkas: {states}</translation>
    </message>
    <message>
        <source>help_typing.tab</source>
        <translation>Ke bagian berikutnya; dengan Shift, ke yang sebelumnya</translation>
    </message>
    <message>
        <source>help_when.called</source>
        <translation>setelah memanggil, sebelum mulai melayani</translation>
    </message>
    <message>
        <source>help_when.connect</source>
        <translation>saat menghubungkan loket</translation>
    </message>
    <message>
        <source>help_when.day</source>
        <translation>sebelum hari kerja dibuka</translation>
    </message>
    <message>
        <source>help_when.idle</source>
        <translation>saat tidak ada pemohon di loket</translation>
    </message>
    <message>
        <source>help_when.serving</source>
        <translation>saat melayani</translation>
    </message>
    <message>
        <source>help_when.sign_in</source>
        <translation>sebelum masuk</translation>
    </message>
    <message>
        <source>help_when.work</source>
        <translation>setelah masuk dan hari kerja dibuka</translation>
    </message>
    <message>
        <source>history.clean</source>
        <translation>Tidak ada baris yang kotor.</translation>
    </message>
    <message>
        <source>history.dirt.bom</source>
        <translation>tanda awal berkas (BOM) dilewati</translation>
    </message>
    <message>
        <source>history.dirt.call_before_issue</source>
        <translation>dipanggil sebelum terbit (tiket dipakai tanpa panggilan)</translation>
    </message>
    <message>
        <source>history.dirt.clock_change</source>
        <translation>jam pergantian waktu musim (dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.counter_bad</source>
        <translation>loket tidak terbaca (dipakai tanpa loket)</translation>
    </message>
    <message>
        <source>history.dirt.double</source>
        <translation>baris ganda: nomor dan waktu sama (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.header_again</source>
        <translation>judul kolom terulang (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.issue_unreadable</source>
        <translation>waktu terbit tidak terbaca (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.missing_end</source>
        <translation>akhirnya tidak dicatat (dipakai seperti adanya)</translation>
    </message>
    <message>
        <source>history.dirt.number_bad</source>
        <translation>nomor kosong atau bukan nomor (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.number_jump</source>
        <translation>nomor melompat (dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.number_twice</source>
        <translation>nomor sama pada waktu lain (dipakai keduanya)</translation>
    </message>
    <message>
        <source>history.dirt.office_missing</source>
        <translation>kantor tidak disebut (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.out_of_order</source>
        <translation>mulai atau selesai terlalu dini (tiket dipakai tanpa waktu itu)</translation>
    </message>
    <message>
        <source>history.dirt.queue_missing</source>
        <translation>antrean tidak disebut (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.row_length</source>
        <translation>jumlah kolom lain dari judul (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.status_odd</source>
        <translation>berstatus tidak hadir atau batal, padahal dilayani (dipakai sebagai dilayani)</translation>
    </message>
    <message>
        <source>history.dirt.status_unknown</source>
        <translation>status tidak ada di peta (dipakai tanpa status)</translation>
    </message>
    <message>
        <source>history.dirt.time_unreadable</source>
        <translation>waktu tidak terbaca (tiket dipakai tanpa waktu itu)</translation>
    </message>
    <message>
        <source>history.dirt.too_late</source>
        <translation>lebih dari sehari sesudah terbit (tiket dipakai tanpa waktu itu)</translation>
    </message>
    <message>
        <source>history.dirt.wrong_day</source>
        <translation>hari dan waktu terbit tidak cocok (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.dirt.wrong_year</source>
        <translation>tahun keliru: jauh dari riwayat lainnya (tidak dipakai)</translation>
    </message>
    <message>
        <source>history.duration</source>
        <translation>Lama</translation>
    </message>
    <message>
        <source>history.file</source>
        <translation>Semua baris kotor tercatat di {file}</translation>
    </message>
    <message>
        <source>history.finished</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>history.line</source>
        <translation>baris {line}: {dirt}: {what}</translation>
    </message>
    <message>
        <source>history.more</source>
        <translation>… dan {left} baris lagi</translation>
    </message>
    <message>
        <source>history.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>history.number</source>
        <translation>Nomor</translation>
    </message>
    <message numerus="yes">
        <source>history.papers_missing</source>
        <translation>
            <numerusform>Kurang {n} berkas</numerusform>
        </translation>
    </message>
    <message>
        <source>history.place</source>
        <translation>{first} sampai {last}: {days} hari kerja, {queues} antrean, {counters} loket.</translation>
    </message>
    <message>
        <source>history.receipt_printed</source>
        <translation>Tanda terima dicetak</translation>
    </message>
    <message>
        <source>history.result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>history.service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>history.simulated</source>
        <translation>{tickets} tiket latihan dalam {days} hari kerja ({first_day} sampai {last_day}), {counters} loket. Buka dengan: counter-app run --data {data} (petugas {who}).</translation>
    </message>
    <message numerus="yes">
        <source>history.summary</source>
        <translation>
            <numerusform>{n} orang, median {minutes} menit</numerusform>
        </translation>
    </message>
    <message>
        <source>history.taken</source>
        <translation>{office}: {tickets} tiket masuk dari {lines} baris; {left_out} baris tidak dipakai, {already} tiket sudah masuk sebelumnya.</translation>
    </message>
    <message>
        <source>history.times</source>
        <translation>Dipanggil {called}, mulai dilayani {started}, selesai {finished}, tidak hadir {no_show}, dibatalkan {cancelled}.</translation>
    </message>
    <message>
        <source>history.title</source>
        <translation>Dilayani di loket ini hari ini</translation>
    </message>
    <message>
        <source>history.unknown.called_at</source>
        <translation>Berkas ini tidak mencatat panggilan: semua tiket tetap menunggu.</translation>
    </message>
    <message>
        <source>history.unknown.finished_at</source>
        <translation>Berkas ini tidak mencatat selesai: tidak ada yang dianggap selesai atau tidak hadir.</translation>
    </message>
    <message>
        <source>history.unknown.started_at</source>
        <translation>Berkas ini tidak mencatat mulai layanan: lama layanan tidak diketahui.</translation>
    </message>
    <message>
        <source>identity.kitas</source>
        <translation>KITAS</translation>
    </message>
    <message>
        <source>identity.nik</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>identity.none</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>identity.passport</source>
        <translation>Paspor</translation>
    </message>
    <message>
        <source>identity.plb</source>
        <translation>PLB</translation>
    </message>
    <message>
        <source>idle.text_1</source>
        <translation>Nomor baru di antrean {letter} muncul di kanan dengan satu bunyi.</translation>
    </message>
    <message>
        <source>idle.text_2</source>
        <translation>Ada orang di depan Anda tanpa nomor? Buat tiket dengan F8.</translation>
    </message>
    <message>
        <source>idle.title</source>
        <translation>Belum ada yang menunggu</translation>
    </message>
    <message>
        <source>idle_waiting.empty_queues</source>
        <translation>Antrean {letters} kosong</translation>
    </message>
    <message>
        <source>idle_waiting.nobody_served</source>
        <translation>Belum ada yang dilayani di loket ini hari ini.</translation>
    </message>
    <message>
        <source>idle_waiting.one_queue</source>
        <translation>antrean {letter}</translation>
    </message>
    <message>
        <source>idle_waiting.text</source>
        <translation>Yang pertama {number}, {service}. Panggil dengan F2.</translation>
    </message>
    <message numerus="yes">
        <source>idle_waiting.title</source>
        <translation>
            <numerusform>{n} orang menunggu</numerusform>
        </translation>
    </message>
    <message>
        <source>in_hand.choice</source>
        <translation>Siapa yang melanjutkan</translation>
    </message>
    <message>
        <source>in_hand.hand_over</source>
        <translation>{name} melanjutkan</translation>
    </message>
    <message>
        <source>in_hand.kept</source>
        <translation>Isian dan berkas {number} tetap tersimpan.</translation>
    </message>
    <message>
        <source>in_hand.put_back</source>
        <translation>Kembali ke antrean, tempatnya tetap</translation>
    </message>
    <message>
        <source>in_hand.take_over</source>
        <translation>Ambil alih</translation>
    </message>
    <message>
        <source>in_hand.text</source>
        <translation>{name} mengambil alih loket. Siapa yang melanjutkan {number}?</translation>
    </message>
    <message>
        <source>in_hand.title</source>
        <translation>{number} masih di loket ini</translation>
    </message>
    <message>
        <source>incident.did_called</source>
        <translation>Loket {n} memanggil</translation>
    </message>
    <message>
        <source>incident.did_forked</source>
        <translation>Data loket {n} disalin atau dipulihkan dari cadangan</translation>
    </message>
    <message>
        <source>incident.did_started</source>
        <translation>Loket {n} melayani</translation>
    </message>
    <message>
        <source>incident.log_forked</source>
        <translation>Catatannya ada dua versi</translation>
    </message>
    <message>
        <source>incident.no_effect</source>
        <translation>Tidak ada akibat bagi siapa pun</translation>
    </message>
    <message>
        <source>incident.no_match</source>
        <translation>Dilayani tanpa tiket yang cocok</translation>
    </message>
    <message>
        <source>incident.number_mistyped</source>
        <translation>Nomor salah ketik</translation>
    </message>
    <message>
        <source>incident.old_authority</source>
        <translation>Dipanggil pusat loket yang lama</translation>
    </message>
    <message>
        <source>incident.other</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>incident.person_served</source>
        <translation>Orangnya sudah dilayani</translation>
    </message>
    <message>
        <source>incident.person_told</source>
        <translation>Orangnya sudah diberi tahu dan menunggu</translation>
    </message>
    <message>
        <source>incident.two_called</source>
        <translation>Dipanggil dua loket</translation>
    </message>
    <message>
        <source>incident.two_served</source>
        <translation>Ditangani dua loket</translation>
    </message>
    <message>
        <source>kiosk.about</source>
        <translation>sekitar {n} menit</translation>
    </message>
    <message>
        <source>kiosk.chain</source>
        <translation>Belum punya {document}?</translation>
    </message>
    <message>
        <source>kiosk.chain_add</source>
        <translation>Tambah nomor {agency}</translation>
    </message>
    <message>
        <source>kiosk.chain_text</source>
        <translation>Buat di {agency}, loket {n}. Sekitar {minutes} menit, gratis.</translation>
    </message>
    <message>
        <source>kiosk.closed</source>
        <translation>Tutup hari ini</translation>
    </message>
    <message>
        <source>kiosk.done_in</source>
        <translation>Selesai dalam</translation>
    </message>
    <message>
        <source>kiosk.entitled</source>
        <translation>Saya berhak antrean prioritas</translation>
    </message>
    <message>
        <source>kiosk.help</source>
        <translation>Perlu bantuan</translation>
    </message>
    <message>
        <source>kiosk.help_text</source>
        <translation>petugas datang ke kios ini</translation>
    </message>
    <message>
        <source>kiosk.hint</source>
        <translation>Sentuh instansi. Anda melihat berkas yang perlu dibawa sebelum mengambil nomor.</translation>
    </message>
    <message>
        <source>kiosk.incomplete_ok</source>
        <translation>Berkas belum lengkap? Anda tetap boleh mengambil nomor.</translation>
    </message>
    <message>
        <source>kiosk.no_queue</source>
        <translation>Tanpa antre</translation>
    </message>
    <message>
        <source>kiosk.papers</source>
        <translation>Berkas yang perlu Anda bawa</translation>
    </message>
    <message numerus="yes">
        <source>kiosk.people</source>
        <translation>
            <numerusform>{n} orang</numerusform>
        </translation>
    </message>
    <message>
        <source>kiosk.print_only</source>
        <translation>Cetak daftar berkas saja</translation>
    </message>
    <message>
        <source>kiosk.priority</source>
        <translation>Antrean prioritas</translation>
    </message>
    <message>
        <source>kiosk.priority_text</source>
        <translation>lansia, disabilitas, hamil, balita</translation>
    </message>
    <message>
        <source>kiosk.search</source>
        <translation>Cari layanan, contoh: ktp hilang</translation>
    </message>
    <message>
        <source>kiosk.take</source>
        <translation>Ambil nomor antrean</translation>
    </message>
    <message>
        <source>kiosk.title</source>
        <translation>Mau mengurus apa?</translation>
    </message>
    <message>
        <source>kiosk.unsure</source>
        <translation>Tidak tahu?</translation>
    </message>
    <message>
        <source>kiosk.unsure_text</source>
        <translation>Tanya meja informasi</translation>
    </message>
    <message>
        <source>kiosk.waiting_now</source>
        <translation>Sekarang menunggu</translation>
    </message>
    <message>
        <source>language.code_of_other</source>
        <translation>en</translation>
    </message>
    <message>
        <source>language.other</source>
        <translation>English</translation>
    </message>
    <message>
        <source>leaving.next</source>
        <translation>Berikutnya {number}, {service}.</translation>
    </message>
    <message>
        <source>leaving.nobody</source>
        <translation>Belum ada yang menunggu.</translation>
    </message>
    <message>
        <source>leaving.text</source>
        <translation>Tetap melayani, atau selesaikan lalu panggil nomor berikutnya?</translation>
    </message>
    <message>
        <source>leaving.title</source>
        <translation>{number} belum selesai</translation>
    </message>
    <message>
        <source>leaving.will_end</source>
        <translation>Bila diselesaikan, pelayanan {number} berakhir sekarang.</translation>
    </message>
    <message>
        <source>leaving.will_print</source>
        <translation>Bila diselesaikan, slip atau tanda terima yang belum keluar dicetak dulu.</translation>
    </message>
    <message>
        <source>letter.applies</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>letter.applies_not</source>
        <translation>T</translation>
    </message>
    <message>
        <source>letter.missing</source>
        <translation>K</translation>
    </message>
    <message>
        <source>letter.original_shown</source>
        <translation>L</translation>
    </message>
    <message>
        <source>letter.present</source>
        <translation>A</translation>
    </message>
    <message>
        <source>letter.rejected</source>
        <translation>T</translation>
    </message>
    <message>
        <source>letter.to_follow</source>
        <translation>M</translation>
    </message>
    <message>
        <source>letter.waived</source>
        <translation>D</translation>
    </message>
    <message>
        <source>lock.back</source>
        <translation>Loket buka lagi</translation>
    </message>
    <message>
        <source>lock.break_since</source>
        <translation>{reason}, sejak {time}. Ketik PIN untuk membuka loket lagi.</translation>
    </message>
    <message>
        <source>lock.break_title</source>
        <translation>Loket {n} istirahat</translation>
    </message>
    <message>
        <source>lock.number</source>
        <translation>Nomor di loket</translation>
    </message>
    <message>
        <source>lock.state</source>
        <translation>Terkunci</translation>
    </message>
    <message>
        <source>lock.state_break</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>lock.switch</source>
        <translation>Ganti petugas</translation>
    </message>
    <message>
        <source>lock.switch_text</source>
        <translation>Pilih nama, lalu ketik PIN. Sif baru dimulai.</translation>
    </message>
    <message>
        <source>lock.taken_over</source>
        <translation>{name} mengambil alih loket</translation>
    </message>
    <message>
        <source>lock.text</source>
        <translation>Isian tetap tersimpan. Ketik PIN untuk melanjutkan. Petugas lain memilih namanya dan mengambil alih.</translation>
    </message>
    <message>
        <source>lock.title</source>
        <translation>Loket {n} terkunci</translation>
    </message>
    <message>
        <source>lock.title_reception</source>
        <translation>Resepsionis terkunci</translation>
    </message>
    <message>
        <source>lock.unlocked</source>
        <translation>Loket dibuka</translation>
    </message>
    <message>
        <source>lost_slip.done</source>
        <translation>Slip {number} dicetak: DUPLIKAT, cetakan ke-{n}</translation>
    </message>
    <message>
        <source>lost_slip.first</source>
        <translation>Slip {number} dicetak</translation>
    </message>
    <message numerus="yes">
        <source>lost_slip.found</source>
        <translation>
            <numerusform>{n} slip hari ini, yang paling cocok di atas.</numerusform>
        </translation>
    </message>
    <message>
        <source>lost_slip.hint</source>
        <translation>Ketik kira-kira jamnya dan layanannya, misalnya 9.15 ktp. Nama atau telepon: Ctrl+K.</translation>
    </message>
    <message>
        <source>lost_slip.none_yet</source>
        <translation>Hari ini belum ada nomor.</translation>
    </message>
    <message>
        <source>lost_slip.nothing</source>
        <translation>Tidak ada slip hari ini untuk “{words}”. Coba kata lain, atau jamnya saja.</translation>
    </message>
    <message>
        <source>lost_slip.open</source>
        <translation>Slip hilang</translation>
    </message>
    <message>
        <source>lost_slip.print</source>
        <translation>Cetak slip lagi</translation>
    </message>
    <message>
        <source>lost_slip.state</source>
        <translation>Slip hilang</translation>
    </message>
    <message>
        <source>lost_slip.title</source>
        <translation>Slip hilang: kira-kira jam berapa, untuk apa?</translation>
    </message>
    <message>
        <source>measure.by_rule</source>
        <translation>Menurut ketentuan</translation>
    </message>
    <message>
        <source>measure.date</source>
        <translation>{day} {month} {year}</translation>
    </message>
    <message>
        <source>measure.day</source>
        <translation>{weekday}, {day} {month} {year}</translation>
    </message>
    <message numerus="yes">
        <source>measure.hours</source>
        <translation>
            <numerusform>{n} jam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>measure.minutes</source>
        <translation>
            <numerusform>{n} menit</numerusform>
        </translation>
    </message>
    <message>
        <source>measure.unverified</source>
        <translation>belum diverifikasi</translation>
    </message>
    <message>
        <source>message.already_initialised.do</source>
        <translation>Pakai folder lain. Data yang ada tidak disentuh.</translation>
    </message>
    <message>
        <source>message.already_initialised.what</source>
        <translation>Folder {folder} sudah berisi data loket.</translation>
    </message>
    <message>
        <source>message.already_running.do</source>
        <translation>Pakai jendela yang sudah terbuka, atau tutup dulu.</translation>
    </message>
    <message>
        <source>message.already_running.what</source>
        <translation>Program loket sudah berjalan dengan folder {folder}.</translation>
    </message>
    <message>
        <source>message.applicant_withheld.do</source>
        <translation>Perbaiki di loket instansi yang menerimanya.</translation>
    </message>
    <message>
        <source>message.applicant_withheld.what</source>
        <translation>Data pemohon {number} tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>message.application_unknown.do</source>
        <translation>Periksa nomornya, atau tunggu sampai data tersinkron.</translation>
    </message>
    <message>
        <source>message.application_unknown.what</source>
        <translation>Permohonan ini tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>message.authority_away.do</source>
        <translation>Layani orang yang sudah ada di depan Anda: ketik nomornya, lalu Enter. Esc, lalu F2 bertanya lagi. Pekerjaan lain tetap berjalan dan tersimpan di komputer ini.</translation>
    </message>
    <message>
        <source>message.authority_away.what</source>
        <translation>Pusat loket tidak menjawab.</translation>
    </message>
    <message>
        <source>message.authority_is_here.do</source>
        <translation>Tidak ada yang perlu diambil alih.</translation>
    </message>
    <message>
        <source>message.authority_is_here.what</source>
        <translation>Komputer ini sudah mengatur panggilan.</translation>
    </message>
    <message>
        <source>message.authority_moved.do</source>
        <translation>Supervisor {officer} mengalihkannya. Sambungkan komputer ini ke pusat loket itu (Ctrl+H di halaman masuk).</translation>
    </message>
    <message>
        <source>message.authority_moved.what</source>
        <translation>Panggilan untuk gedung ini sekarang diatur pusat loket lain.</translation>
    </message>
    <message>
        <source>message.authority_needs_hub.do</source>
        <translation>Jadikan dulu pusat loket (Ctrl+Shift+H), lalu ambil alih.</translation>
    </message>
    <message>
        <source>message.authority_needs_hub.what</source>
        <translation>Komputer ini bukan pusat loket.</translation>
    </message>
    <message>
        <source>message.batch_broken.do</source>
        <translation>Pengiriman diulang sendiri; bila terulang, hubungi petugas TI.</translation>
    </message>
    <message>
        <source>message.batch_broken.what</source>
        <translation>Kiriman data rusak di jalan.</translation>
    </message>
    <message>
        <source>message.batch_too_big.do</source>
        <translation>Pengiriman diulang sendiri dalam bagian yang lebih kecil.</translation>
    </message>
    <message>
        <source>message.batch_too_big.what</source>
        <translation>Kiriman data terlalu besar.</translation>
    </message>
    <message>
        <source>message.body_has_float.do</source>
        <translation>Tidak ada yang berubah. Sampaikan kepada petugas TI: body_has_float.</translation>
    </message>
    <message>
        <source>message.body_has_float.what</source>
        <translation>Catatan ini tidak dapat ditulis.</translation>
    </message>
    <message>
        <source>message.break_reason_unknown.do</source>
        <translation>Pilih salah satu alasan dalam daftar.</translation>
    </message>
    <message>
        <source>message.break_reason_unknown.what</source>
        <translation>Alasan istirahat {reason} tidak dikenal.</translation>
    </message>
    <message>
        <source>message.call_limit_reached.do</source>
        <translation>Bila orangnya tidak ada, tandai tidak hadir dengan F4; nomornya dapat diantrekan lagi.</translation>
    </message>
    <message>
        <source>message.call_limit_reached.what</source>
        <translation>{number} sudah dipanggil {times} kali.</translation>
    </message>
    <message>
        <source>message.calling_by_hub.do</source>
        <translation>Panggil dengan F2 di jendela loket.</translation>
    </message>
    <message>
        <source>message.calling_by_hub.what</source>
        <translation>Siapa yang dipanggil diputuskan pusat loket.</translation>
    </message>
    <message>
        <source>message.calling_elsewhere.do</source>
        <translation>Buat tiket dan berkas seperti biasa; minta loket {counter} memanggil nomornya.</translation>
    </message>
    <message>
        <source>message.calling_elsewhere.what</source>
        <translation>Untuk gedung ini pemanggilan dilakukan di loket {counter}.</translation>
    </message>
    <message>
        <source>message.catalogue_broken.do</source>
        <translation>Perbaiki berkas itu. Katalog sebelumnya tetap dipakai.</translation>
    </message>
    <message>
        <source>message.catalogue_broken.what</source>
        <translation>Katalog ditolak: berkas {file}, {key}: {reason}.</translation>
    </message>
    <message>
        <source>message.catalogue_not_published.do</source>
        <translation>Terbitkan katalog di pusat loket, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.catalogue_not_published.what</source>
        <translation>Katalog untuk {site} belum diterbitkan di pusat loket.</translation>
    </message>
    <message>
        <source>message.catalogue_unknown.do</source>
        <translation>Tunggu sebentar; katalog diminta lagi dengan sendirinya.</translation>
    </message>
    <message>
        <source>message.catalogue_unknown.what</source>
        <translation>Katalog yang diminta tidak ada di pusat loket.</translation>
    </message>
    <message>
        <source>message.catalogue_unreadable.do</source>
        <translation>Periksa apakah berkas itu ada. Katalog sebelumnya tetap dipakai.</translation>
    </message>
    <message>
        <source>message.catalogue_unreadable.what</source>
        <translation>Berkas katalog {file} tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>message.certificate_unreadable.do</source>
        <translation>Periksa berkas itu, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.certificate_unreadable.what</source>
        <translation>Sertifikat {file} tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>message.checklist_open.do</source>
        <translation>Beri tanda pada setiap berkas, lalu cetak lagi.</translation>
    </message>
    <message numerus="yes">
        <source>message.checklist_open.what</source>
        <translation>
            <numerusform>{n} berkas belum diperiksa: nomor {numbers}.</numerusform>
        </translation>
    </message>
    <message>
        <source>message.choice_unknown.do</source>
        <translation>Pilih salah satu dari daftar.</translation>
    </message>
    <message>
        <source>message.choice_unknown.what</source>
        <translation>Pilihan {choice} tidak ada dalam daftar.</translation>
    </message>
    <message>
        <source>message.code_check.do</source>
        <translation>Cocokkan dengan slip, atau pindai kode QR-nya.</translation>
    </message>
    <message>
        <source>message.code_check.what</source>
        <translation>Kode pelacakan salah ketik.</translation>
    </message>
    <message>
        <source>message.code_length.do</source>
        <translation>Ketik sekali lagi dari slip, atau pindai kode QR-nya.</translation>
    </message>
    <message>
        <source>message.code_length.what</source>
        <translation>Kode pelacakan harus 13 huruf dan angka. Baru {n}.</translation>
    </message>
    <message>
        <source>message.condition_decides.do</source>
        <translation>Jawab dengan Y atau T.</translation>
    </message>
    <message>
        <source>message.condition_decides.what</source>
        <translation>{name}: berlaku atau tidak ditentukan oleh jawaban.</translation>
    </message>
    <message>
        <source>message.condition_unanswered.do</source>
        <translation>Jawab dulu: Y berlaku, T tidak berlaku ({condition}).</translation>
    </message>
    <message>
        <source>message.condition_unanswered.what</source>
        <translation>Berkas {number}: belum dijawab apakah berlaku.</translation>
    </message>
    <message>
        <source>message.content_type_wrong.do</source>
        <translation>Perbarui program di komputer ini.</translation>
    </message>
    <message>
        <source>message.content_type_wrong.what</source>
        <translation>Bentuk kiriman data tidak dikenal pusat loket.</translation>
    </message>
    <message>
        <source>message.correct_other_agency.do</source>
        <translation>Buat tiket baru untuk layanan itu dengan F8.</translation>
    </message>
    <message>
        <source>message.correct_other_agency.what</source>
        <translation>Layanan “{service}” milik instansi lain, jadi bukan perbaikan {number}.</translation>
    </message>
    <message>
        <source>message.counter_busy.do</source>
        <translation>Selesaikan {number} dulu, lalu panggil berikutnya.</translation>
    </message>
    <message>
        <source>message.counter_busy.what</source>
        <translation>Loket ini masih menangani {number}.</translation>
    </message>
    <message>
        <source>message.counter_is_open.do</source>
        <translation>Tidak ada yang perlu dilakukan.</translation>
    </message>
    <message>
        <source>message.counter_is_open.what</source>
        <translation>Loket {counter} sudah buka.</translation>
    </message>
    <message>
        <source>message.counter_needed.do</source>
        <translation>Tambahkan --counter N.</translation>
    </message>
    <message>
        <source>message.counter_needed.what</source>
        <translation>Nomor loket belum disebut.</translation>
    </message>
    <message>
        <source>message.counter_not_open.do</source>
        <translation>Masuk dulu, lalu buka hari kerja.</translation>
    </message>
    <message>
        <source>message.counter_not_open.what</source>
        <translation>Loket {counter} tidak sedang buka.</translation>
    </message>
    <message>
        <source>message.counter_other_queue.do</source>
        <translation>Pilih loket lain, atau pilih layanannya.</translation>
    </message>
    <message>
        <source>message.counter_other_queue.what</source>
        <translation>Loket {counter} tidak melayani antrean {queue}.</translation>
    </message>
    <message>
        <source>message.counter_taken.do</source>
        <translation>Cabut stasiun itu dulu, atau pilih loket lain.</translation>
    </message>
    <message>
        <source>message.counter_taken.what</source>
        <translation>Loket {counter} sudah terhubung sebagai {name}.</translation>
    </message>
    <message>
        <source>message.counter_unknown.do</source>
        <translation>Periksa nomor loket, atau minta supervisor memperbarui tata letak.</translation>
    </message>
    <message>
        <source>message.counter_unknown.what</source>
        <translation>Loket {counter} tidak ada di tata letak gedung.</translation>
    </message>
    <message>
        <source>message.cover_open.do</source>
        <translation>Tutup rapat, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.cover_open.what</source>
        <translation>Tutup printer terbuka.</translation>
    </message>
    <message>
        <source>message.database_busy.do</source>
        <translation>Tutup program cadangan atau pemindai, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.database_busy.what</source>
        <translation>Berkas data sedang dipakai program lain.</translation>
    </message>
    <message>
        <source>message.database_damaged.do</source>
        <translation>Hentikan pekerjaan dan panggil petugas TI. Jangan hapus berkas apa pun.</translation>
    </message>
    <message>
        <source>message.database_damaged.what</source>
        <translation>Berkas data rusak.</translation>
    </message>
    <message>
        <source>message.database_missing.do</source>
        <translation>Periksa apakah folder dipindahkan. Jangan membuat data baru sebelum petugas TI melihatnya.</translation>
    </message>
    <message>
        <source>message.database_missing.what</source>
        <translation>Berkas data tidak ada di folder {folder}.</translation>
    </message>
    <message>
        <source>message.database_newer.do</source>
        <translation>Pasang versi terbaru program, lalu mulai lagi.</translation>
    </message>
    <message>
        <source>message.database_newer.what</source>
        <translation>Data ini ditulis oleh versi program yang lebih baru ({found}, dikenal {known}).</translation>
    </message>
    <message>
        <source>message.database_unreachable.do</source>
        <translation>Periksa apakah PostgreSQL berjalan dan alamatnya benar.</translation>
    </message>
    <message>
        <source>message.database_unreachable.what</source>
        <translation>PostgreSQL tidak menjawab ({reason}).</translation>
    </message>
    <message>
        <source>message.database_url.do</source>
        <translation>Tulis seperti postgresql://pengguna:sandi@komputer:5432/nama.</translation>
    </message>
    <message>
        <source>message.database_url.what</source>
        <translation>Alamat basis data tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>message.day_elsewhere.do</source>
        <translation>Tutup loket ini saja. Hari kerja ditutup supervisor, atau setelah semua loket tutup.</translation>
    </message>
    <message>
        <source>message.day_elsewhere.what</source>
        <translation>Loket {counters} masih buka.</translation>
    </message>
    <message>
        <source>message.day_goes_back.do</source>
        <translation>Periksa jam komputer, lalu isi tanggal hari ini.</translation>
    </message>
    <message>
        <source>message.day_goes_back.what</source>
        <translation>Tanggal {wanted} lebih awal dari hari kerja terakhir, {last}.</translation>
    </message>
    <message>
        <source>message.day_in_question.do</source>
        <translation>Periksa jam komputer, lalu sebut tanggalnya: --date TTTT-BB-HH.</translation>
    </message>
    <message>
        <source>message.day_in_question.what</source>
        <translation>Jam komputer menunjukkan {proposed}, hari kerja terakhir {last}.</translation>
    </message>
    <message>
        <source>message.day_is_open.do</source>
        <translation>Langsung bekerja; tidak perlu dibuka lagi.</translation>
    </message>
    <message>
        <source>message.day_is_open.what</source>
        <translation>Hari kerja ini sudah dibuka.</translation>
    </message>
    <message>
        <source>message.day_left_changed.do</source>
        <translation>Baca daftarnya sekali lagi, lalu pilih lagi.</translation>
    </message>
    <message>
        <source>message.day_left_changed.what</source>
        <translation>Antrean baru saja berubah.</translation>
    </message>
    <message>
        <source>message.day_not_open.do</source>
        <translation>Buka hari kerja dulu.</translation>
    </message>
    <message>
        <source>message.day_not_open.what</source>
        <translation>Hari kerja belum dibuka.</translation>
    </message>
    <message>
        <source>message.day_too_far.do</source>
        <translation>Ketik tanggal hari ini. Bila sudah benar, perbaiki jam komputer.</translation>
    </message>
    <message>
        <source>message.day_too_far.what</source>
        <translation>Tanggal {wanted} terlalu jauh. Paling lambat {latest}.</translation>
    </message>
    <message>
        <source>message.disk_almost_full.do</source>
        <translation>Kosongkan ruang disk sebelum loket dibuka.</translation>
    </message>
    <message>
        <source>message.disk_almost_full.what</source>
        <translation>Sisa disk tinggal {free_mb} MB.</translation>
    </message>
    <message>
        <source>message.disk_error.do</source>
        <translation>Periksa disk, lalu ulangi. Yang sebelumnya sudah tersimpan tetap aman.</translation>
    </message>
    <message>
        <source>message.disk_error.what</source>
        <translation>Disk tidak dapat ditulisi ({cause}). Langkah terakhir tidak tersimpan.</translation>
    </message>
    <message>
        <source>message.disk_full.do</source>
        <translation>Kosongkan ruang disk, lalu ulangi. Yang sebelumnya sudah tersimpan tetap aman.</translation>
    </message>
    <message>
        <source>message.disk_full.what</source>
        <translation>Disk penuh. Langkah terakhir tidak tersimpan.</translation>
    </message>
    <message>
        <source>message.enrol_code_form.do</source>
        <translation>Salin kode yang ditampilkan pusat loket.</translation>
    </message>
    <message>
        <source>message.enrol_code_form.what</source>
        <translation>Kode harus enam angka.</translation>
    </message>
    <message>
        <source>message.enrol_code_wrong.do</source>
        <translation>Minta kode baru di pusat loket; kode berlaku sepuluh menit.</translation>
    </message>
    <message>
        <source>message.enrol_code_wrong.what</source>
        <translation>Kode ini salah, sudah dipakai, atau lewat waktunya.</translation>
    </message>
    <message>
        <source>message.enrol_other_station.do</source>
        <translation>Minta kode untuk komputer ini di pusat loket.</translation>
    </message>
    <message>
        <source>message.enrol_other_station.what</source>
        <translation>Kode ini untuk stasiun lain: {site} {kind} {counter}.</translation>
    </message>
    <message>
        <source>message.entry_too_big.do</source>
        <translation>Persingkat isian, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.entry_too_big.what</source>
        <translation>Isian ini terlalu panjang untuk disimpan.</translation>
    </message>
    <message>
        <source>message.file_exists.do</source>
        <translation>Pakai nama lain. Berkas yang ada tidak disentuh.</translation>
    </message>
    <message>
        <source>message.file_exists.what</source>
        <translation>Berkas {file} sudah ada.</translation>
    </message>
    <message>
        <source>message.fingerprint_needed.do</source>
        <translation>Bandingkan dengan layar pusat loket, lalu tambahkan --fingerprint.</translation>
    </message>
    <message>
        <source>message.fingerprint_needed.what</source>
        <translation>Sidik sertifikat pusat loket {shown} belum dibandingkan.</translation>
    </message>
    <message>
        <source>message.fingerprint_other.do</source>
        <translation>Jangan teruskan. Periksa alamat dan jaringan bersama petugas TI.</translation>
    </message>
    <message>
        <source>message.fingerprint_other.what</source>
        <translation>Sidik sertifikat tidak sama: di sini {shown}.</translation>
    </message>
    <message>
        <source>message.folder_failed.do</source>
        <translation>Periksa folder dan hak aksesnya, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.folder_failed.what</source>
        <translation>Folder cetak tidak dapat ditulisi.</translation>
    </message>
    <message>
        <source>message.folder_full.do</source>
        <translation>Kosongkan ruang disk, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.folder_full.what</source>
        <translation>Disk untuk folder cetak penuh.</translation>
    </message>
    <message>
        <source>message.folder_not_empty.do</source>
        <translation>Pakai folder kosong atau folder baru.</translation>
    </message>
    <message>
        <source>message.folder_not_empty.what</source>
        <translation>Folder {folder} tidak kosong.</translation>
    </message>
    <message>
        <source>message.folder_unusable.do</source>
        <translation>Periksa hak akses dan sisa ruang, lalu mulai lagi.</translation>
    </message>
    <message>
        <source>message.folder_unusable.what</source>
        <translation>Folder {folder} tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>message.form_incomplete.do</source>
        <translation>Perbaiki isian yang ditandai. Isian Anda tetap tersimpan.</translation>
    </message>
    <message numerus="yes">
        <source>message.form_incomplete.what</source>
        <translation>
            <numerusform>Ada {n} isian yang perlu diperbaiki.</numerusform>
        </translation>
    </message>
    <message>
        <source>message.generic_refused.do</source>
        <translation>Tidak ada yang berubah. Coba lagi; bila terulang, sampaikan kode {code} kepada petugas TI.</translation>
    </message>
    <message>
        <source>message.generic_refused.what</source>
        <translation>Permintaan ini tidak dapat dijalankan.</translation>
    </message>
    <message>
        <source>message.generic_unavailable.do</source>
        <translation>Yang sudah tersimpan tetap aman. Coba lagi; bila terulang, sampaikan kode {code} kepada petugas TI.</translation>
    </message>
    <message>
        <source>message.generic_unavailable.what</source>
        <translation>Ada bagian komputer ini yang tidak menjawab.</translation>
    </message>
    <message>
        <source>message.history_cancelled.do</source>
        <translation>Jalankan perintah yang sama untuk melanjutkan.</translation>
    </message>
    <message>
        <source>message.history_cancelled.what</source>
        <translation>Dihentikan sesudah {done} tiket. Yang sudah masuk tersimpan.</translation>
    </message>
    <message>
        <source>message.history_columns.do</source>
        <translation>Sebut nama kolom yang benar di peta (--map).</translation>
    </message>
    <message>
        <source>message.history_columns.what</source>
        <translation>Kolom tidak ada di berkas: {missing}. Yang ada: {there}.</translation>
    </message>
    <message>
        <source>message.history_delimiter.do</source>
        <translation>Tulis delimiter = "{found}" di peta, lalu ulangi.</translation>
    </message>
    <message>
        <source>message.history_delimiter.what</source>
        <translation>Kolom dipisahkan oleh "{found}", bukan "{said}".</translation>
    </message>
    <message>
        <source>message.history_empty.do</source>
        <translation>Pilih berkas lain.</translation>
    </message>
    <message>
        <source>message.history_empty.what</source>
        <translation>Berkas riwayat kosong: tidak ada judul kolom.</translation>
    </message>
    <message>
        <source>message.history_encoding.do</source>
        <translation>Dari Excel biasanya Windows-1252: tulis encoding = "cp1252" di peta, atau simpan sebagai UTF-8.</translation>
    </message>
    <message>
        <source>message.history_encoding.what</source>
        <translation>Baris {line} bukan teks {encoding}.</translation>
    </message>
    <message>
        <source>message.history_header_twice.do</source>
        <translation>Ganti nama salah satunya di berkas, lalu ulangi.</translation>
    </message>
    <message>
        <source>message.history_header_twice.what</source>
        <translation>Judul kolom ganda: {columns}.</translation>
    </message>
    <message>
        <source>message.history_line_long.do</source>
        <translation>Simpan ulang sebagai CSV dengan satu tiket per baris.</translation>
    </message>
    <message>
        <source>message.history_line_long.what</source>
        <translation>Baris {line} lebih panjang dari {limit} bita: ini bukan tabel CSV.</translation>
    </message>
    <message>
        <source>message.history_missing.do</source>
        <translation>Periksa nama dan hak aksesnya, lalu ulangi.</translation>
    </message>
    <message>
        <source>message.history_missing.what</source>
        <translation>Berkas {file} tidak dapat dibuka: {reason}.</translation>
    </message>
    <message>
        <source>message.history_nothing.do</source>
        <translation>Periksa kolom, bentuk waktu dan zona di peta.</translation>
    </message>
    <message>
        <source>message.history_nothing.what</source>
        <translation>Tidak satu pun dari {lines} baris yang dapat menjadi tiket.</translation>
    </message>
    <message>
        <source>message.history_office_unknown.do</source>
        <translation>Salin namanya persis seperti di berkas.</translation>
    </message>
    <message>
        <source>message.history_office_unknown.what</source>
        <translation>Kantor {office} tidak ada di berkas. Yang ada: {offices}.</translation>
    </message>
    <message>
        <source>message.history_offices.do</source>
        <translation>Pilih satu dengan --office. Satu kantor, satu folder data.</translation>
    </message>
    <message>
        <source>message.history_offices.what</source>
        <translation>Berkas memuat beberapa kantor: {offices}.</translation>
    </message>
    <message>
        <source>message.history_other.do</source>
        <translation>Pakai folder kosong. Data yang ada tidak disentuh.</translation>
    </message>
    <message>
        <source>message.history_other.what</source>
        <translation>Folder {folder} sudah berisi data lain.</translation>
    </message>
    <message>
        <source>message.history_unreadable.do</source>
        <translation>Ambil atau simpan berkasnya sekali lagi, lalu ulangi.</translation>
    </message>
    <message>
        <source>message.history_unreadable.what</source>
        <translation>Berkas riwayat rusak di sekitar baris {line}: {problem}.</translation>
    </message>
    <message>
        <source>message.hub_address.do</source>
        <translation>Tulis alamat seperti https://192.168.1.5:8443.</translation>
    </message>
    <message>
        <source>message.hub_address.what</source>
        <translation>Alamat pusat loket {url} tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>message.hub_busy.do</source>
        <translation>Lanjutkan pelayanan; pengiriman diulang sendiri.</translation>
    </message>
    <message>
        <source>message.hub_busy.what</source>
        <translation>Pusat loket sedang tidak dapat menerima data.</translation>
    </message>
    <message>
        <source>message.hub_elsewhere.do</source>
        <translation>Satu gedung memakai satu pusat loket. Buat kode di layar pusat loket itu.</translation>
    </message>
    <message>
        <source>message.hub_elsewhere.what</source>
        <translation>PC ini sudah terhubung ke pusat loket di PC lain.</translation>
    </message>
    <message>
        <source>message.hub_failed.do</source>
        <translation>Ia mencoba lagi sendiri. Bila terulang, sampaikan counter-app.log kepada petugas TI.</translation>
    </message>
    <message>
        <source>message.hub_failed.what</source>
        <translation>Pusat loket di PC ini berhenti karena kesalahan program.</translation>
    </message>
    <message>
        <source>message.hub_key_unreadable.do</source>
        <translation>Pulihkan berkas itu dari cadangan; tanpa kunci data pribadi tidak dapat dibuka.</translation>
    </message>
    <message>
        <source>message.hub_key_unreadable.what</source>
        <translation>Kunci pusat loket {file} tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>message.hub_no_way.do</source>
        <translation>Periksa kabel jaringan atau Wi-Fi: kedua PC harus di jaringan yang sama. Periksa juga angka alamatnya.</translation>
    </message>
    <message>
        <source>message.hub_no_way.what</source>
        <translation>PC ini tidak menemukan jalan ke {address}.</translation>
    </message>
    <message>
        <source>message.hub_not_there.do</source>
        <translation>Buka program di PC pusat loket, tekan Ctrl+Shift+H, dan salin alamat di layarnya.</translation>
    </message>
    <message>
        <source>message.hub_not_there.what</source>
        <translation>PC {address} menjawab, tetapi bukan pusat loket.</translation>
    </message>
    <message>
        <source>message.hub_off.do</source>
        <translation>Jadikan PC ini pusat loket dahulu, lalu tunggu sampai alamatnya terlihat.</translation>
    </message>
    <message>
        <source>message.hub_off.what</source>
        <translation>PC ini bukan pusat loket, atau pusat loketnya belum menjawab.</translation>
    </message>
    <message>
        <source>message.hub_port_taken.do</source>
        <translation>Tutup program itu. Pusat loket mencoba lagi sendiri setiap lima detik.</translation>
    </message>
    <message>
        <source>message.hub_port_taken.what</source>
        <translation>Pintu {port} di PC ini dipakai program lain.</translation>
    </message>
    <message>
        <source>message.hub_recovering.do</source>
        <translation>Paling lama dua menit. Sementara itu layani orang yang sudah ada di depan Anda: ketik nomornya, lalu Enter. Esc, lalu F2 bertanya lagi.</translation>
    </message>
    <message>
        <source>message.hub_recovering.what</source>
        <translation>Pusat loket baru dipulihkan dari salinan lama dan sedang mengumpulkan catatan dari semua loket.</translation>
    </message>
    <message>
        <source>message.hub_running.do</source>
        <translation>Pakai yang sudah berjalan, atau hentikan dulu.</translation>
    </message>
    <message>
        <source>message.hub_running.what</source>
        <translation>Pusat loket dengan folder {folder} sudah berjalan.</translation>
    </message>
    <message>
        <source>message.hub_second.do</source>
        <translation>Satu gedung memakai satu pusat loket. Hubungkan PC ini ke sana dengan kode, atau hentikan dulu yang di sana.</translation>
    </message>
    <message>
        <source>message.hub_second.what</source>
        <translation>Di jaringan ini sudah ada pusat loket gedung ini: {name}.</translation>
    </message>
    <message>
        <source>message.hub_silent.do</source>
        <translation>Lihat PC itu: menyala, tidak tidur (sleep), alamatnya masih sama di layarnya. Benar semua? Izinkan counter-app di firewall PC itu, pintu {port}.</translation>
    </message>
    <message>
        <source>message.hub_silent.what</source>
        <translation>PC pusat loket di {address} diam saja.</translation>
    </message>
    <message>
        <source>message.hub_unreachable.do</source>
        <translation>Lanjutkan pelayanan; data dikirim sendiri bila jaringan kembali.</translation>
    </message>
    <message>
        <source>message.hub_unreachable.what</source>
        <translation>Pusat loket tidak terjangkau.</translation>
    </message>
    <message>
        <source>message.incident_closed.do</source>
        <translation>Pilih kejadian lain.</translation>
    </message>
    <message>
        <source>message.incident_closed.what</source>
        <translation>Kejadian ini sudah ditutup.</translation>
    </message>
    <message>
        <source>message.incident_note_missing.do</source>
        <translation>Tulis singkat apa yang terjadi.</translation>
    </message>
    <message>
        <source>message.incident_note_missing.what</source>
        <translation>Alasan “lainnya” perlu catatan.</translation>
    </message>
    <message>
        <source>message.incident_open.do</source>
        <translation>Tidak ada yang perlu dibatalkan.</translation>
    </message>
    <message>
        <source>message.incident_open.what</source>
        <translation>Kejadian ini belum ditutup.</translation>
    </message>
    <message>
        <source>message.incident_unknown.do</source>
        <translation>Catatannya sudah berubah. Baca daftarnya sekali lagi.</translation>
    </message>
    <message>
        <source>message.incident_unknown.what</source>
        <translation>Kejadian ini sudah tidak ada dalam daftar.</translation>
    </message>
    <message>
        <source>message.issuer_taken.do</source>
        <translation>Cabut stasiun lama di pusat loket, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.issuer_taken.what</source>
        <translation>Nomor penerbit {issuer} sudah dipakai stasiun lain di gedung ini.</translation>
    </message>
    <message>
        <source>message.key_does_not_fit.do</source>
        <translation>Periksa apakah lembarnya milik loket ini, lalu ketik lagi.</translation>
    </message>
    <message>
        <source>message.key_does_not_fit.what</source>
        <translation>Kunci itu tidak membuka data di komputer ini.</translation>
    </message>
    <message>
        <source>message.key_in_force.do</source>
        <translation>Tidak ada yang perlu dipulihkan. Buka program seperti biasa.</translation>
    </message>
    <message>
        <source>message.key_in_force.what</source>
        <translation>Kunci itu sudah dipakai di folder {folder}.</translation>
    </message>
    <message>
        <source>message.key_length.do</source>
        <translation>Ketik keenam belas kelompok dari lembar pemulihan.</translation>
    </message>
    <message>
        <source>message.key_length.what</source>
        <translation>Kunci terdiri dari {needed} tanda, yang diketik {n}.</translation>
    </message>
    <message>
        <source>message.key_missing.do</source>
        <translation>Kembalikan berkas kunci, atau pakai lembar pemulihan.</translation>
    </message>
    <message>
        <source>message.key_missing.what</source>
        <translation>Berkas kunci tidak ada di folder {folder}.</translation>
    </message>
    <message>
        <source>message.key_sign.do</source>
        <translation>Cocokkan kelompok itu dengan lembar pemulihan, lalu ketik lagi.</translation>
    </message>
    <message>
        <source>message.key_sign.what</source>
        <translation>Kelompok ke-{place} dari kunci memuat tanda yang bukan 0-9 atau A-F.</translation>
    </message>
    <message>
        <source>message.key_unreadable.do</source>
        <translation>Periksa hak akses berkas kunci, atau pakai lembar pemulihan.</translation>
    </message>
    <message>
        <source>message.key_unreadable.what</source>
        <translation>Berkas kunci di folder {folder} tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>message.line_disturbed.do</source>
        <translation>Periksa apakah jaringan ini meminta masuk lewat peramban. Pelayanan tetap berjalan.</translation>
    </message>
    <message>
        <source>message.line_disturbed.what</source>
        <translation>Jawaban yang datang bukan dari pusat loket.</translation>
    </message>
    <message>
        <source>message.line_lost.do</source>
        <translation>Periksa kabel, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.line_lost.what</source>
        <translation>Sambungan ke printer terputus.</translation>
    </message>
    <message>
        <source>message.line_slow.do</source>
        <translation>Lanjutkan pelayanan; pengiriman diulang sendiri.</translation>
    </message>
    <message>
        <source>message.line_slow.what</source>
        <translation>Jaringan ke pusat loket terlalu lambat.</translation>
    </message>
    <message>
        <source>message.mistake.do</source>
        <translation>Yang sudah tersimpan tetap aman. Sampaikan acuan itu kepada petugas TI.</translation>
    </message>
    <message>
        <source>message.mistake.what</source>
        <translation>Program membuat kesalahan (acuan {reference}).</translation>
    </message>
    <message>
        <source>message.no_counter.do</source>
        <translation>Panggil dari loket.</translation>
    </message>
    <message>
        <source>message.no_counter.what</source>
        <translation>Stasiun ini bukan loket.</translation>
    </message>
    <message>
        <source>message.no_display.do</source>
        <translation>Jalankan di komputer dengan layar, atau: counter-app demo --headless.</translation>
    </message>
    <message>
        <source>message.no_display.what</source>
        <translation>Komputer ini tidak punya layar untuk jendela loket.</translation>
    </message>
    <message>
        <source>message.no_sites.do</source>
        <translation>Terbitkan katalog MPP lebih dulu: counter-app hub catalogue publish.</translation>
    </message>
    <message>
        <source>message.no_sites.what</source>
        <translation>Pusat loket ini belum punya MPP.</translation>
    </message>
    <message>
        <source>message.no_window_for_kind.do</source>
        <translation>Pakai perintah counter-app, atau siapkan stasiun jenis counter atau reception.</translation>
    </message>
    <message>
        <source>message.no_window_for_kind.what</source>
        <translation>Stasiun jenis {kind} belum punya jendela di versi ini.</translation>
    </message>
    <message>
        <source>message.nobody_at_counter.do</source>
        <translation>Panggil nomor berikutnya dulu.</translation>
    </message>
    <message>
        <source>message.nobody_at_counter.what</source>
        <translation>Tidak ada nomor yang ditangani di loket ini.</translation>
    </message>
    <message>
        <source>message.nobody_waiting.do</source>
        <translation>Nomor baru muncul di kanan. Ada orang tanpa nomor? Buat tiket dengan F8.</translation>
    </message>
    <message>
        <source>message.nobody_waiting.what</source>
        <translation>Belum ada yang menunggu di antrean {queues}.</translation>
    </message>
    <message>
        <source>message.not_initialised.do</source>
        <translation>Jalankan: counter-app init --site BERKAS --kind counter --counter N.</translation>
    </message>
    <message>
        <source>message.not_initialised.what</source>
        <translation>Komputer ini belum disiapkan sebagai loket (folder {folder}).</translation>
    </message>
    <message>
        <source>message.not_supervisor.do</source>
        <translation>Pilih nama supervisor.</translation>
    </message>
    <message>
        <source>message.not_supervisor.what</source>
        <translation>{officer} bukan supervisor.</translation>
    </message>
    <message>
        <source>message.not_your_agency.do</source>
        <translation>Minta petugas instansi itu atau supervisor memperbaikinya.</translation>
    </message>
    <message>
        <source>message.not_your_agency.what</source>
        <translation>Permohonan {number} milik instansi lain.</translation>
    </message>
    <message>
        <source>message.not_your_ticket.do</source>
        <translation>Panggil nomor berikutnya dengan F2.</translation>
    </message>
    <message>
        <source>message.not_your_ticket.what</source>
        <translation>{number} sedang ditangani loket {counter}.</translation>
    </message>
    <message>
        <source>message.note_needed.do</source>
        <translation>Tulis catatannya, lalu tekan Enter.</translation>
    </message>
    <message>
        <source>message.note_needed.what</source>
        <translation>{name}: “Alasan lain” perlu catatan.</translation>
    </message>
    <message>
        <source>message.note_too_long.do</source>
        <translation>Persingkat catatannya.</translation>
    </message>
    <message>
        <source>message.note_too_long.what</source>
        <translation>Catatan terlalu panjang, paling banyak {n} huruf.</translation>
    </message>
    <message>
        <source>message.nothing_changed.do</source>
        <translation>Ubah yang salah, lalu cetak. Untuk salinan, tekan F9.</translation>
    </message>
    <message>
        <source>message.nothing_changed.what</source>
        <translation>Belum ada yang diubah pada {number}.</translation>
    </message>
    <message>
        <source>message.nothing_to_correct.do</source>
        <translation>Isi formulirnya saat melayani, lalu cetak.</translation>
    </message>
    <message>
        <source>message.nothing_to_correct.what</source>
        <translation>Permohonan {number} belum dicetak.</translation>
    </message>
    <message>
        <source>message.number_other_queue.do</source>
        <translation>Arahkan orangnya ke loket antrean {queue}.</translation>
    </message>
    <message>
        <source>message.number_other_queue.what</source>
        <translation>{number} bukan antrean loket ini.</translation>
    </message>
    <message>
        <source>message.number_unknown.do</source>
        <translation>Periksa tiketnya, atau buat tiket baru dengan F8.</translation>
    </message>
    <message>
        <source>message.number_unknown.what</source>
        <translation>Nomor {number} tidak ada hari ini.</translation>
    </message>
    <message>
        <source>message.officer_no_counter.do</source>
        <translation>Masuk dengan nama petugas loket, atau hubungi supervisor.</translation>
    </message>
    <message>
        <source>message.officer_no_counter.what</source>
        <translation>{officer} bukan petugas loket.</translation>
    </message>
    <message>
        <source>message.officer_no_reception.do</source>
        <translation>Masuk dengan nama petugas resepsionis, atau hubungi supervisor.</translation>
    </message>
    <message>
        <source>message.officer_no_reception.what</source>
        <translation>{officer} bukan petugas resepsionis.</translation>
    </message>
    <message>
        <source>message.officer_other_agency.do</source>
        <translation>Masuk di loket instansi Anda.</translation>
    </message>
    <message>
        <source>message.officer_other_agency.what</source>
        <translation>{officer} bukan petugas instansi di loket {counter}.</translation>
    </message>
    <message>
        <source>message.officer_other_queue.do</source>
        <translation>Pilih petugas lain, atau pilih layanannya.</translation>
    </message>
    <message>
        <source>message.officer_other_queue.what</source>
        <translation>{officer} tidak melayani antrean {queue}.</translation>
    </message>
    <message>
        <source>message.officer_unknown.do</source>
        <translation>Pilih nama Anda dari daftar, atau hubungi supervisor.</translation>
    </message>
    <message>
        <source>message.officer_unknown.what</source>
        <translation>Petugas {officer} tidak terdaftar.</translation>
    </message>
    <message>
        <source>message.other_hub.do</source>
        <translation>Periksa alamat pusat loket, lalu hubungkan loket ini lagi.</translation>
    </message>
    <message>
        <source>message.other_hub.what</source>
        <translation>Di alamat ini menjawab pusat loket yang lain.</translation>
    </message>
    <message>
        <source>message.other_replica.do</source>
        <translation>Hubungi petugas TI.</translation>
    </message>
    <message>
        <source>message.other_replica.what</source>
        <translation>Data ini ditulis oleh komputer lain.</translation>
    </message>
    <message>
        <source>message.other_site.do</source>
        <translation>Pakai berkas tata letak {station}, atau folder data lain.</translation>
    </message>
    <message>
        <source>message.other_site.what</source>
        <translation>Data di komputer ini milik {station}, bukan {site}.</translation>
    </message>
    <message>
        <source>message.other_station.do</source>
        <translation>Jalankan init tanpa --kind dan --counter, atau pakai folder lain.</translation>
    </message>
    <message>
        <source>message.other_station.what</source>
        <translation>Folder {folder} sudah dipasang dengan --kind {kind} --counter {counter}.</translation>
    </message>
    <message>
        <source>message.paper_not_in_doubt.do</source>
        <translation>Lihat daftarnya: counter-app printer papers.</translation>
    </message>
    <message>
        <source>message.paper_not_in_doubt.what</source>
        <translation>Kertas nomor {job} tidak perlu dipastikan.</translation>
    </message>
    <message>
        <source>message.paper_out.do</source>
        <translation>Isi kertas, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.paper_out.what</source>
        <translation>Kertas printer habis.</translation>
    </message>
    <message>
        <source>message.paper_without_facts.do</source>
        <translation>Simpan permohonan dulu, lalu cetak lagi.</translation>
    </message>
    <message>
        <source>message.paper_without_facts.what</source>
        <translation>Data untuk kertas ini belum ada.</translation>
    </message>
    <message>
        <source>message.pin_digits.do</source>
        <translation>Ketik angka saja.</translation>
    </message>
    <message>
        <source>message.pin_digits.what</source>
        <translation>PIN hanya terdiri atas angka.</translation>
    </message>
    <message>
        <source>message.pin_expired.do</source>
        <translation>Minta supervisor membuat yang baru.</translation>
    </message>
    <message>
        <source>message.pin_expired.what</source>
        <translation>PIN sementara hanya berlaku {hours} jam.</translation>
    </message>
    <message>
        <source>message.pin_length.do</source>
        <translation>Ketik PIN lain.</translation>
    </message>
    <message>
        <source>message.pin_length.what</source>
        <translation>PIN terdiri atas {least} sampai {most} angka.</translation>
    </message>
    <message>
        <source>message.pin_must_change.do</source>
        <translation>Buat PIN Anda sendiri.</translation>
    </message>
    <message>
        <source>message.pin_must_change.what</source>
        <translation>PIN ini sementara.</translation>
    </message>
    <message>
        <source>message.pin_needed.do</source>
        <translation>Isi variabel lingkungan {variable}.</translation>
    </message>
    <message>
        <source>message.pin_needed.what</source>
        <translation>PIN petugas belum diberikan.</translation>
    </message>
    <message>
        <source>message.pin_not_temporary.do</source>
        <translation>Masuk seperti biasa dengan PIN ini.</translation>
    </message>
    <message>
        <source>message.pin_not_temporary.what</source>
        <translation>PIN ini bukan PIN sementara.</translation>
    </message>
    <message>
        <source>message.pin_obvious.do</source>
        <translation>Jangan pakai angka yang sama semua atau berurutan.</translation>
    </message>
    <message>
        <source>message.pin_obvious.what</source>
        <translation>PIN ini mudah ditebak.</translation>
    </message>
    <message>
        <source>message.pin_of_own.do</source>
        <translation>Minta supervisor lain, atau tunggu PIN baru dari pusat loket.</translation>
    </message>
    <message>
        <source>message.pin_of_own.what</source>
        <translation>Supervisor tidak dapat menyetujui PIN untuk diri sendiri.</translation>
    </message>
    <message>
        <source>message.pin_same.do</source>
        <translation>Ketik PIN lain.</translation>
    </message>
    <message>
        <source>message.pin_same.what</source>
        <translation>PIN baru sama dengan PIN sementara.</translation>
    </message>
    <message>
        <source>message.pin_wait.do</source>
        <translation>Tunggu {seconds} detik, lalu ketik sekali lagi. Lupa PIN? Hubungi supervisor.</translation>
    </message>
    <message>
        <source>message.pin_wait.what</source>
        <translation>PIN salah terlalu sering.</translation>
    </message>
    <message>
        <source>message.pin_wrong.do</source>
        <translation>Ketik sekali lagi. Sisa percobaan: {left}.</translation>
    </message>
    <message>
        <source>message.pin_wrong.what</source>
        <translation>PIN tidak cocok.</translation>
    </message>
    <message>
        <source>message.postgresql_failed.do</source>
        <translation>Lihat catatannya: {reason}.</translation>
    </message>
    <message>
        <source>message.postgresql_failed.what</source>
        <translation>PostgreSQL bawaan gagal pada langkah {step}.</translation>
    </message>
    <message>
        <source>message.postgresql_login.do</source>
        <translation>Periksa nama dan sandi di alamatnya, dan pg_hba.conf di server.</translation>
    </message>
    <message>
        <source>message.postgresql_login.what</source>
        <translation>PostgreSQL menolak pengguna {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_missing.do</source>
        <translation>Pasang program dengan bagian hub, atau beri --database-url.</translation>
    </message>
    <message>
        <source>message.postgresql_missing.what</source>
        <translation>PostgreSQL bawaan tidak terpasang.</translation>
    </message>
    <message>
        <source>message.postgresql_no_database.do</source>
        <translation>Buat dahulu: CREATE DATABASE {database} OWNER {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_database.what</source>
        <translation>Di PostgreSQL belum ada basis data {database}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_right.do</source>
        <translation>Jadikan pemiliknya: ALTER DATABASE {database} OWNER TO {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_right.what</source>
        <translation>Pengguna {user} tidak boleh membuat tabel di basis data {database}.</translation>
    </message>
    <message>
        <source>message.postgresql_too_old.do</source>
        <translation>Pasang PostgreSQL {needed} atau yang lebih baru.</translation>
    </message>
    <message>
        <source>message.postgresql_too_old.what</source>
        <translation>PostgreSQL {found} terlalu lama.</translation>
    </message>
    <message>
        <source>message.presence_no_slip.do</source>
        <translation>Tanda terima dapat dicetak setelah berkas dinilai.</translation>
    </message>
    <message>
        <source>message.presence_no_slip.what</source>
        <translation>Tiket {number} tidak dicetak di sini.</translation>
    </message>
    <message>
        <source>message.presence_not_in_line.do</source>
        <translation>F12 membatalkan pelayanan, atau selesaikan dulu.</translation>
    </message>
    <message>
        <source>message.presence_not_in_line.what</source>
        <translation>{number} belum dikenal di loket ini, jadi tidak punya tempat di antrean.</translation>
    </message>
    <message>
        <source>message.presence_not_needed.do</source>
        <translation>Panggil dengan F2, atau pilih nomor dengan Ctrl+N.</translation>
    </message>
    <message>
        <source>message.presence_not_needed.what</source>
        <translation>Pemanggilan berjalan di loket ini.</translation>
    </message>
    <message>
        <source>message.presence_other_queue.do</source>
        <translation>Pilih layanan dari antrean nomor itu.</translation>
    </message>
    <message>
        <source>message.presence_other_queue.what</source>
        <translation>{number} bukan nomor untuk {service}.</translation>
    </message>
    <message>
        <source>message.press_over.do</source>
        <translation>Tekan F2 sekali lagi untuk memanggil nomor berikutnya.</translation>
    </message>
    <message>
        <source>message.press_over.what</source>
        <translation>{number} sudah tidak lagi di loket ini.</translation>
    </message>
    <message>
        <source>message.printer_address.do</source>
        <translation>Tulis seperti {example}.</translation>
    </message>
    <message>
        <source>message.printer_address.what</source>
        <translation>Alamat printer {address} tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>message.printer_error.do</source>
        <translation>Periksa pemotong kertas, matikan dan nyalakan printer, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.printer_error.what</source>
        <translation>Printer melaporkan gangguan.</translation>
    </message>
    <message>
        <source>message.printer_failed.do</source>
        <translation>Periksa printer, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.printer_failed.what</source>
        <translation>Printer menolak kertas ini.</translation>
    </message>
    <message>
        <source>message.printer_missing.do</source>
        <translation>Periksa kabel, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.printer_missing.what</source>
        <translation>Printer tidak ditemukan.</translation>
    </message>
    <message>
        <source>message.printer_not_said.do</source>
        <translation>Isi bagian [thermal] di station.toml, atau jalankan counter-app printer set.</translation>
    </message>
    <message>
        <source>message.printer_not_said.what</source>
        <translation>Printer termal dipilih, tetapi belum diatur.</translation>
    </message>
    <message>
        <source>message.printer_offline.do</source>
        <translation>Tekan tombol di printer atau nyalakan lagi, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.printer_offline.what</source>
        <translation>Printer tidak siap.</translation>
    </message>
    <message>
        <source>message.printer_setting.do</source>
        <translation>Pilih salah satu di station.toml: {known}.</translation>
    </message>
    <message>
        <source>message.printer_setting.what</source>
        <translation>Pengaturan printer {name} = {value} tidak dikenal.</translation>
    </message>
    <message>
        <source>message.printer_silent.do</source>
        <translation>Periksa apakah menyala dan tidak dipakai komputer lain, lalu F9. Slip tetap tersimpan.</translation>
    </message>
    <message>
        <source>message.printer_silent.what</source>
        <translation>Printer tidak menjawab.</translation>
    </message>
    <message>
        <source>message.printer_stuck.do</source>
        <translation>Periksa kertas dan tutupnya, lalu F9. Slip dicetak lagi dengan tanda DUPLIKAT.</translation>
    </message>
    <message>
        <source>message.printer_stuck.what</source>
        <translation>Printer berhenti di tengah slip.</translation>
    </message>
    <message>
        <source>message.priority_same.do</source>
        <translation>Pilih kelas lain, atau tanpa prioritas.</translation>
    </message>
    <message>
        <source>message.priority_same.what</source>
        <translation>Prioritas {number} sudah begitu.</translation>
    </message>
    <message>
        <source>message.priority_too_late.do</source>
        <translation>Prioritas hanya berlaku sebelum dilayani.</translation>
    </message>
    <message>
        <source>message.priority_too_late.what</source>
        <translation>{number} tidak menunggu lagi.</translation>
    </message>
    <message>
        <source>message.priority_unknown.do</source>
        <translation>Pilih salah satu kelas dalam daftar.</translation>
    </message>
    <message>
        <source>message.priority_unknown.what</source>
        <translation>Kelas prioritas {priority} tidak dikenal.</translation>
    </message>
    <message>
        <source>message.protocol_unknown.do</source>
        <translation>Perbarui program di komputer ini atau di pusat loket.</translation>
    </message>
    <message>
        <source>message.protocol_unknown.what</source>
        <translation>Pusat loket memakai versi yang lain.</translation>
    </message>
    <message>
        <source>message.proxy_address.do</source>
        <translation>Tulis alamat IP atau jaringan, seperti 10.0.0.5 atau 10.0.0.0/24.</translation>
    </message>
    <message>
        <source>message.proxy_address.what</source>
        <translation>{value} bukan alamat proksi.</translation>
    </message>
    <message>
        <source>message.push_first.do</source>
        <translation>Tunggu sebentar, lalu tekan lagi.</translation>
    </message>
    <message>
        <source>message.push_first.what</source>
        <translation>Catatan loket ini belum semua sampai di pusat loket.</translation>
    </message>
    <message>
        <source>message.qt_library_missing.do</source>
        <translation>Pasang libegl1, libgl1, libxcb-cursor0, libxcb-icccm4, dan libxcb-keysyms1.</translation>
    </message>
    <message>
        <source>message.qt_library_missing.what</source>
        <translation>Pustaka sistem untuk layar tidak ada: {library}.</translation>
    </message>
    <message>
        <source>message.qt_missing.do</source>
        <translation>Pasang ulang program dengan pustaka yang disertakan.</translation>
    </message>
    <message>
        <source>message.qt_missing.what</source>
        <translation>Pustaka layar (Qt) belum terpasang.</translation>
    </message>
    <message>
        <source>message.reason_needed.do</source>
        <translation>Pilih alasannya dengan angka, lalu tekan Enter.</translation>
    </message>
    <message>
        <source>message.reason_needed.what</source>
        <translation>{name}: alasan belum diisi.</translation>
    </message>
    <message>
        <source>message.reason_unknown.do</source>
        <translation>Pilih alasan dari daftar; rinciannya ditulis di catatan.</translation>
    </message>
    <message>
        <source>message.reason_unknown.what</source>
        <translation>Alasan {reason} tidak ada di daftar.</translation>
    </message>
    <message>
        <source>message.report_cancelled.do</source>
        <translation>Tidak ada berkas yang tertinggal.</translation>
    </message>
    <message>
        <source>message.report_cancelled.what</source>
        <translation>Laporan dibatalkan.</translation>
    </message>
    <message>
        <source>message.report_disk_full.do</source>
        <translation>Kosongkan tempat di {path} atau pilih folder lain, lalu coba lagi. Tidak ada berkas setengah jadi.</translation>
    </message>
    <message>
        <source>message.report_disk_full.what</source>
        <translation>Laporan tidak tersimpan: tempat penyimpanan penuh.</translation>
    </message>
    <message>
        <source>message.report_file_open.do</source>
        <translation>Tutup berkas itu di program lain atau pilih nama lain, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.report_file_open.what</source>
        <translation>Laporan tidak tersimpan: {path} sedang terbuka atau terkunci.</translation>
    </message>
    <message>
        <source>message.report_future.do</source>
        <translation>Pilih hari ini atau hari yang sudah lewat.</translation>
    </message>
    <message>
        <source>message.report_future.what</source>
        <translation>{day} belum tiba.</translation>
    </message>
    <message>
        <source>message.report_not_written.do</source>
        <translation>Periksa folder atau pilih folder lain, lalu coba lagi. Keterangan komputer: {reason}.</translation>
    </message>
    <message>
        <source>message.report_not_written.what</source>
        <translation>Laporan tidak tersimpan di {path}.</translation>
    </message>
    <message>
        <source>message.requirement_not_applicable.do</source>
        <translation>Ubah jawabannya dengan Y bila ternyata berlaku.</translation>
    </message>
    <message>
        <source>message.requirement_not_applicable.what</source>
        <translation>{name} tidak berlaku untuk permohonan ini.</translation>
    </message>
    <message>
        <source>message.requirement_unconditional.do</source>
        <translation>Pilih keadaannya: A, L, K, M, atau T.</translation>
    </message>
    <message>
        <source>message.requirement_unconditional.what</source>
        <translation>{name} selalu berlaku.</translation>
    </message>
    <message>
        <source>message.requirement_unknown.do</source>
        <translation>Pilih berkas dari daftar.</translation>
    </message>
    <message>
        <source>message.requirement_unknown.what</source>
        <translation>Berkas nomor {number} tidak ada pada layanan ini.</translation>
    </message>
    <message>
        <source>message.seal_broken.do</source>
        <translation>Periksa apakah kunci pusat loket cocok dengan basis datanya.</translation>
    </message>
    <message>
        <source>message.seal_broken.what</source>
        <translation>Data pribadi tersegel tidak dapat dibuka.</translation>
    </message>
    <message>
        <source>message.service_unknown.do</source>
        <translation>Cari layanan dengan kata sehari-hari, contoh: ktp hilang.</translation>
    </message>
    <message>
        <source>message.service_unknown.what</source>
        <translation>Layanan {service} tidak ada di katalog.</translation>
    </message>
    <message>
        <source>message.service_without_queue.do</source>
        <translation>Arahkan pemohon ke meja informasi.</translation>
    </message>
    <message>
        <source>message.service_without_queue.what</source>
        <translation>{service} belum punya antrean di gedung ini.</translation>
    </message>
    <message>
        <source>message.settings_broken.do</source>
        <translation>Perbaiki berkas itu, lalu mulai lagi.</translation>
    </message>
    <message>
        <source>message.settings_broken.what</source>
        <translation>Berkas pengaturan {file} tidak dapat dibaca: {reason}.</translation>
    </message>
    <message>
        <source>message.signature_wrong.do</source>
        <translation>Hubungkan loket ini lagi dengan kode baru.</translation>
    </message>
    <message>
        <source>message.signature_wrong.what</source>
        <translation>Tanda tangan digital komputer ini tidak cocok.</translation>
    </message>
    <message>
        <source>message.simulation_closed.do</source>
        <translation>Ulangi pada jam layanan, atau tanpa --live.</translation>
    </message>
    <message>
        <source>message.simulation_closed.what</source>
        <translation>Ruang layanan tutup pada jam ini (buka {opens} sampai {closes}).</translation>
    </message>
    <message>
        <source>message.simulation_size.do</source>
        <translation>Ubah --counters, --days atau --tickets.</translation>
    </message>
    <message>
        <source>message.simulation_size.what</source>
        <translation>Ukuran simulasi ({what}) harus antara 1 dan {most}.</translation>
    </message>
    <message>
        <source>message.site_not_yours.do</source>
        <translation>Hubungi petugas TI.</translation>
    </message>
    <message>
        <source>message.site_not_yours.what</source>
        <translation>Data ini milik gedung lain.</translation>
    </message>
    <message>
        <source>message.site_unknown.do</source>
        <translation>Minta petugas pusat menerbitkan katalog.</translation>
    </message>
    <message>
        <source>message.site_unknown.what</source>
        <translation>Pusat loket belum mempunyai katalog gedung {site}.</translation>
    </message>
    <message>
        <source>message.slip_has_ended.do</source>
        <translation>Tanda terimanya dicetak lagi lewat Ctrl+K, lalu F9.</translation>
    </message>
    <message>
        <source>message.slip_has_ended.what</source>
        <translation>Slip {number} tidak dicetak lagi: nomornya sudah selesai.</translation>
    </message>
    <message>
        <source>message.sqlite_too_old.do</source>
        <translation>Pasang ulang program dengan pustaka yang disertakan.</translation>
    </message>
    <message>
        <source>message.sqlite_too_old.what</source>
        <translation>Pustaka SQLite {found} terlalu lama; paling sedikit {needed}.</translation>
    </message>
    <message>
        <source>message.station_elsewhere.do</source>
        <translation>Salah satunya salinan. Layani terus, data tersimpan di sini; petugas TI menentukan yang mana, lalu memberi kode baru.</translation>
    </message>
    <message>
        <source>message.station_elsewhere.what</source>
        <translation>Kunci loket ini juga dipakai komputer lain saat ini.</translation>
    </message>
    <message>
        <source>message.station_kind.do</source>
        <translation>Pilih salah satu: {known}.</translation>
    </message>
    <message>
        <source>message.station_kind.what</source>
        <translation>Jenis stasiun {kind} tidak dikenal.</translation>
    </message>
    <message>
        <source>message.station_replaced.do</source>
        <translation>Layani terus, data tersimpan di sini. Petugas TI: minta kode baru, lalu Ctrl+H di halaman masuk.</translation>
    </message>
    <message>
        <source>message.station_replaced.what</source>
        <translation>Di pusat loket, komputer lain sudah melanjutkan pekerjaan loket ini.</translation>
    </message>
    <message>
        <source>message.station_revoked.do</source>
        <translation>Data tetap tersimpan di sini. Hubungi petugas TI.</translation>
    </message>
    <message>
        <source>message.station_revoked.what</source>
        <translation>Hubungan stasiun ini sudah dicabut di pusat loket.</translation>
    </message>
    <message>
        <source>message.station_unknown.do</source>
        <translation>Hubungkan loket ini lagi dengan kode baru.</translation>
    </message>
    <message>
        <source>message.station_unknown.what</source>
        <translation>Stasiun ini tidak dikenal pusat loket.</translation>
    </message>
    <message>
        <source>message.story_stuck.do</source>
        <translation>Mulai lagi. Bila terulang, sampaikan keluaran lengkapnya kepada petugas TI.</translation>
    </message>
    <message>
        <source>message.story_stuck.what</source>
        <translation>Peragaan berhenti di tengah jalan: {what}.</translation>
    </message>
    <message>
        <source>message.superseded.do</source>
        <translation>Tunggu sebentar; hubungan dibuka lagi dengan sendirinya.</translation>
    </message>
    <message>
        <source>message.superseded.what</source>
        <translation>Hubungan dengan pusat loket sudah dibuka lagi dari tempat lain.</translation>
    </message>
    <message>
        <source>message.ticket_ended.do</source>
        <translation>Buat tiket baru dengan F8.</translation>
    </message>
    <message>
        <source>message.ticket_ended.what</source>
        <translation>{number} sudah selesai atau dibatalkan.</translation>
    </message>
    <message>
        <source>message.ticket_in_hand.do</source>
        <translation>Pilih dulu: dilanjutkan petugas baru, atau kembali ke antrean.</translation>
    </message>
    <message>
        <source>message.ticket_in_hand.what</source>
        <translation>{number} masih di loket ini.</translation>
    </message>
    <message>
        <source>message.ticket_not_at_counter.do</source>
        <translation>Panggil nomornya dulu.</translation>
    </message>
    <message>
        <source>message.ticket_not_at_counter.what</source>
        <translation>{number} tidak sedang di depan loket ini.</translation>
    </message>
    <message>
        <source>message.ticket_not_away.do</source>
        <translation>Periksa nomornya.</translation>
    </message>
    <message>
        <source>message.ticket_not_away.what</source>
        <translation>{number} tidak tercatat tidak hadir.</translation>
    </message>
    <message>
        <source>message.ticket_not_called.do</source>
        <translation>Panggil nomor berikutnya dengan F2.</translation>
    </message>
    <message>
        <source>message.ticket_not_called.what</source>
        <translation>{number} tidak sedang dipanggil.</translation>
    </message>
    <message>
        <source>message.ticket_not_cancellable.do</source>
        <translation>Akhiri pelayanannya dengan F6.</translation>
    </message>
    <message>
        <source>message.ticket_not_cancellable.what</source>
        <translation>{number} tidak dapat dibatalkan: pelayanannya sudah mulai atau selesai.</translation>
    </message>
    <message>
        <source>message.ticket_not_parked.do</source>
        <translation>Lanjutkan dari keadaan sekarang.</translation>
    </message>
    <message>
        <source>message.ticket_not_parked.what</source>
        <translation>{number} tidak sedang ditunda.</translation>
    </message>
    <message>
        <source>message.ticket_not_serving.do</source>
        <translation>Mulai melayani dengan F5, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.ticket_not_serving.what</source>
        <translation>{number} tidak sedang dilayani.</translation>
    </message>
    <message>
        <source>message.ticket_not_waiting.do</source>
        <translation>Periksa nomor dan keadaannya, lalu coba lagi.</translation>
    </message>
    <message>
        <source>message.ticket_not_waiting.what</source>
        <translation>{number} tidak sedang menunggu.</translation>
    </message>
    <message>
        <source>message.ticket_of_another_day.do</source>
        <translation>Buat tiket baru dengan F8.</translation>
    </message>
    <message>
        <source>message.ticket_of_another_day.what</source>
        <translation>{number} bukan nomor hari ini.</translation>
    </message>
    <message>
        <source>message.ticket_unknown.do</source>
        <translation>Periksa nomornya, atau buat tiket baru dengan F8.</translation>
    </message>
    <message>
        <source>message.ticket_unknown.what</source>
        <translation>Nomor ini tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>message.tls_pair.do</source>
        <translation>Beri --tls-cert dan --tls-key, atau tidak keduanya.</translation>
    </message>
    <message>
        <source>message.tls_pair.what</source>
        <translation>Sertifikat dan kuncinya harus diberikan bersama.</translation>
    </message>
    <message>
        <source>message.token_expired.do</source>
        <translation>Tunggu sebentar; sesi baru dibuka dengan sendirinya.</translation>
    </message>
    <message>
        <source>message.token_expired.what</source>
        <translation>Sesi dengan pusat loket sudah lewat.</translation>
    </message>
    <message>
        <source>message.token_invalid.do</source>
        <translation>Tunggu sebentar; ini terjadi dengan sendirinya.</translation>
    </message>
    <message>
        <source>message.token_invalid.what</source>
        <translation>Pusat loket meminta perkenalan ulang.</translation>
    </message>
    <message>
        <source>message.too_many_corrections.do</source>
        <translation>Buat permohonan baru dengan tiket baru (F8).</translation>
    </message>
    <message>
        <source>message.too_many_corrections.what</source>
        <translation>{number} sudah diperbaiki 99 kali.</translation>
    </message>
    <message>
        <source>message.training_alone.do</source>
        <translation>Siapkan folder data lain untuk pelayanan sungguhan: counter-app init.</translation>
    </message>
    <message>
        <source>message.training_alone.what</source>
        <translation>Stasiun latihan tidak dapat dihubungkan dengan pusat loket.</translation>
    </message>
    <message>
        <source>message.transfer_nowhere.do</source>
        <translation>Pilih layanan, loket, atau petugas yang lain.</translation>
    </message>
    <message>
        <source>message.transfer_nowhere.what</source>
        <translation>Tujuan {number} belum berbeda dari sekarang.</translation>
    </message>
    <message>
        <source>message.undo_not_yours.do</source>
        <translation>Minta yang melakukannya untuk mengurungkan.</translation>
    </message>
    <message>
        <source>message.undo_not_yours.what</source>
        <translation>{number} diubah loket atau petugas lain.</translation>
    </message>
    <message>
        <source>message.undo_too_late.do</source>
        <translation>Lanjutkan dari keadaan sekarang.</translation>
    </message>
    <message>
        <source>message.undo_too_late.what</source>
        <translation>{number} tidak dapat diurungkan lagi: sudah ada langkah berikutnya.</translation>
    </message>
    <message>
        <source>message.undo_unknown.do</source>
        <translation>Lanjutkan dari keadaan sekarang.</translation>
    </message>
    <message>
        <source>message.undo_unknown.what</source>
        <translation>Tidak ada yang dapat diurungkan.</translation>
    </message>
    <message>
        <source>message.visit_busy.do</source>
        <translation>Tunggu sampai selesai di sana, lalu panggil lagi.</translation>
    </message>
    <message>
        <source>message.visit_busy.what</source>
        <translation>Pemegang {number} sedang di loket {counter} dengan {other}.</translation>
    </message>
    <message>
        <source>message.visit_empty.do</source>
        <translation>Cari layanan, lalu tekan Enter.</translation>
    </message>
    <message>
        <source>message.visit_empty.what</source>
        <translation>Belum ada layanan di kunjungan ini.</translation>
    </message>
    <message>
        <source>message.visit_unknown.do</source>
        <translation>Buat tiket tanpa kunjungan sebelumnya.</translation>
    </message>
    <message>
        <source>message.visit_unknown.what</source>
        <translation>Kunjungan ini tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>message.wrong_key.do</source>
        <translation>Kembalikan berkas kunci asli, atau pakai lembar pemulihan.</translation>
    </message>
    <message>
        <source>message.wrong_key.what</source>
        <translation>Kunci tidak cocok dengan berkas data.</translation>
    </message>
    <message>
        <source>mishap.close</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>mishap.text</source>
        <translation>Pekerjaan terakhir tidak disimpan setengah. Anda dapat melanjutkan. Bila terulang, sampaikan nomor ini kepada petugas TI: {reference}</translation>
    </message>
    <message>
        <source>mishap.title</source>
        <translation>Ada kesalahan pada program</translation>
    </message>
    <message>
        <source>month.m1</source>
        <translation>Januari</translation>
    </message>
    <message>
        <source>month.m10</source>
        <translation>Oktober</translation>
    </message>
    <message>
        <source>month.m11</source>
        <translation>November</translation>
    </message>
    <message>
        <source>month.m12</source>
        <translation>Desember</translation>
    </message>
    <message>
        <source>month.m2</source>
        <translation>Februari</translation>
    </message>
    <message>
        <source>month.m3</source>
        <translation>Maret</translation>
    </message>
    <message>
        <source>month.m4</source>
        <translation>April</translation>
    </message>
    <message>
        <source>month.m5</source>
        <translation>Mei</translation>
    </message>
    <message>
        <source>month.m6</source>
        <translation>Juni</translation>
    </message>
    <message>
        <source>month.m7</source>
        <translation>Juli</translation>
    </message>
    <message>
        <source>month.m8</source>
        <translation>Agustus</translation>
    </message>
    <message>
        <source>month.m9</source>
        <translation>September</translation>
    </message>
    <message>
        <source>move.cancel_title</source>
        <translation>Batalkan: {reason}</translation>
    </message>
    <message>
        <source>move.choose</source>
        <translation>Ketik kata atau pilih dengan panah dulu.</translation>
    </message>
    <message>
        <source>move.finish_title</source>
        <translation>Selesai: {outcome}</translation>
    </message>
    <message numerus="yes">
        <source>move.found</source>
        <translation>
            <numerusform>{n} pilihan. Panah memilih, Enter menjalankan.</numerusform>
        </translation>
    </message>
    <message>
        <source>move.hand_back_title</source>
        <translation>Kembalikan ke antrean</translation>
    </message>
    <message>
        <source>move.hint</source>
        <translation>Ketik tempat, loket, petugas, atau layanan. Enter menjalankan.</translation>
    </message>
    <message>
        <source>move.kind_cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>move.kind_counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>move.kind_finish</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>move.kind_hand_back</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>move.kind_officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>move.kind_park</source>
        <translation>Tunda</translation>
    </message>
    <message>
        <source>move.kind_priority</source>
        <translation>Prioritas</translation>
    </message>
    <message>
        <source>move.kind_service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>move.no_priority</source>
        <translation>Tanpa prioritas</translation>
    </message>
    <message>
        <source>move.nobody</source>
        <translation>Tidak ada nomor yang dapat dialihkan.</translation>
    </message>
    <message>
        <source>move.nothing</source>
        <translation>Tidak ada pilihan untuk “{words}”. Coba kata lain.</translation>
    </message>
    <message>
        <source>move.service_detail</source>
        <translation>{agency}, antrean {letter}</translation>
    </message>
    <message>
        <source>move.title</source>
        <translation>Ke mana {number}?</translation>
    </message>
    <message>
        <source>move.too_late</source>
        <translation>{number} tidak menunggu lagi, jadi tidak dapat dipindahkan dari sini.</translation>
    </message>
    <message>
        <source>move_text.cancel</source>
        <translation>{number} tidak berlaku lagi dan tidak diberikan kepada orang lain.</translation>
    </message>
    <message>
        <source>move_text.counter</source>
        <translation>{number} menunggu {name}. Nomor, jam tiket, dan prioritas tetap.</translation>
    </message>
    <message>
        <source>move_text.finish</source>
        <translation>Pelayanan {number} berakhir tanpa cetakan. Yang sudah diketik tetap tersimpan.</translation>
    </message>
    <message>
        <source>move_text.hand_back</source>
        <translation>{number} menunggu lagi seperti sebelum dipanggil.</translation>
    </message>
    <message>
        <source>move_text.no_priority</source>
        <translation>{number} menunggu seperti yang lain, dengan nomor dan jam yang sama.</translation>
    </message>
    <message>
        <source>move_text.officer</source>
        <translation>{number} hanya ditawarkan kepada {name}. Nomor, jam tiket, dan prioritas tetap.</translation>
    </message>
    <message>
        <source>move_text.park</source>
        <translation>{number} ditunda. Loket bebas untuk nomor berikutnya. Waktu ini tidak dihitung sebagai waktu tunggu.</translation>
    </message>
    <message>
        <source>move_text.priority</source>
        <translation>{number} dipanggil menurut giliran prioritas: {name}. Nomor dan jamnya tetap, juga untuk layanan lain dari kunjungan ini.</translation>
    </message>
    <message>
        <source>move_text.service</source>
        <translation>{number} menunggu untuk {name}. Nomor, jam tiket, dan prioritas tetap.</translation>
    </message>
    <message>
        <source>new_pin.again</source>
        <translation>PIN baru sekali lagi</translation>
    </message>
    <message>
        <source>new_pin.differs</source>
        <translation>Kedua PIN tidak sama. Ketik sekali lagi.</translation>
    </message>
    <message>
        <source>new_pin.keep</source>
        <translation>Simpan dan masuk</translation>
    </message>
    <message>
        <source>new_pin.new</source>
        <translation>PIN baru</translation>
    </message>
    <message>
        <source>new_pin.text</source>
        <translation>PIN sementara hanya untuk masuk sekali ini. Ketik PIN baru dua kali.</translation>
    </message>
    <message>
        <source>new_pin.title</source>
        <translation>Buat PIN Anda</translation>
    </message>
    <message>
        <source>no_start.close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>no_start.title</source>
        <translation>Loket tidak dapat dibuka</translation>
    </message>
    <message>
        <source>note.nik_birth_date</source>
        <translation>tanggal lahir berbeda dari NIK</translation>
    </message>
    <message>
        <source>note.nik_kecamatan_unknown</source>
        <translation>kode kecamatan tidak dikenal, cocokkan dengan kartu</translation>
    </message>
    <message>
        <source>note.nik_regency_unknown</source>
        <translation>kode kabupaten tidak dikenal, cocokkan dengan kartu</translation>
    </message>
    <message>
        <source>note.nik_serial_zero</source>
        <translation>nomor urut 0000, cocokkan dengan kartu</translation>
    </message>
    <message>
        <source>notice.continued</source>
        <translation>Data lama di komputer ini sudah disatukan dengan pusat loket</translation>
    </message>
    <message>
        <source>notice.continued_text</source>
        <translation>Semua catatan tersimpan. Nomor dari sini sekarang memakai angka {issuer}, misalnya B{issuer}-001.</translation>
    </message>
    <message>
        <source>notice.hub_back</source>
        <translation>Pusat loket tersambung lagi</translation>
    </message>
    <message numerus="yes">
        <source>notice.hub_back_text</source>
        <translation>
            <numerusform>{n} catatan terkirim.</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.paper_out</source>
        <translation>Kertas printer habis</translation>
    </message>
    <message numerus="yes">
        <source>notice.paper_out_text</source>
        <translation>
            <numerusform>{n} tiket menunggu ({number}). Isi kertas, lalu F9.</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.printer_missing</source>
        <translation>Printer tidak ditemukan</translation>
    </message>
    <message>
        <source>notice.printer_missing_text</source>
        <translation>Periksa kabel. Tiket tetap tersimpan.</translation>
    </message>
    <message numerus="yes">
        <source>notice.unsent</source>
        <translation>
            <numerusform>{n} catatan sudah {minutes} menit menunggu sinkron</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.unsent_text</source>
        <translation>Pekerjaan tetap jalan dan tersimpan di komputer ini. Bila lama, sampaikan kepada petugas TI.</translation>
    </message>
    <message>
        <source>number.ask_call</source>
        <translation>Mengapa {number} dipanggil lebih dulu?</translation>
    </message>
    <message>
        <source>number.ask_no_show</source>
        <translation>{number} datang?</translation>
    </message>
    <message>
        <source>number.ask_parked</source>
        <translation>{number} kembali?</translation>
    </message>
    <message>
        <source>number.ask_present</source>
        <translation>{number} ada di depan Anda?</translation>
    </message>
    <message>
        <source>number.call_detail</source>
        <translation>Alasan tercatat pada panggilan</translation>
    </message>
    <message>
        <source>number.chosen</source>
        <translation>Nomor yang dipilih</translation>
    </message>
    <message numerus="yes">
        <source>number.found</source>
        <translation>
            <numerusform>{n} nomor. Panah memilih, Enter melanjutkan.</numerusform>
        </translation>
    </message>
    <message>
        <source>number.hint</source>
        <translation>Ketik nomor, contoh 14. Enter memilih.</translation>
    </message>
    <message>
        <source>number.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>number.no_show_detail</source>
        <translation>{service}. Tidak hadir {time}</translation>
    </message>
    <message>
        <source>number.none</source>
        <translation>Hari ini belum ada nomor yang menunggu, ditunda, atau tidak hadir.</translation>
    </message>
    <message>
        <source>number.nothing</source>
        <translation>Nomor “{words}” tidak ada di antrean loket ini hari ini.</translation>
    </message>
    <message>
        <source>number.overdue</source>
        <translation>Waktunya lewat</translation>
    </message>
    <message>
        <source>number.parked</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>number.parked_detail</source>
        <translation>{service}. {place}, kembali sekitar {time}</translation>
    </message>
    <message>
        <source>number.parked_elsewhere</source>
        <translation>{service}. {place}, ditunda loket {n}</translation>
    </message>
    <message>
        <source>number.parked_open</source>
        <translation>{service}. {place} sejak {time}</translation>
    </message>
    <message>
        <source>number.present</source>
        <translation>Layani sekarang</translation>
    </message>
    <message>
        <source>number.present_detail</source>
        <translation>Dicatat sebagai panggilan langsung. Bila loket lain memanggil nomor yang sama, kedua catatan tetap ada.</translation>
    </message>
    <message>
        <source>number.resume</source>
        <translation>Lanjutkan di loket ini</translation>
    </message>
    <message>
        <source>number.resume_detail</source>
        <translation>Langsung dilayani lagi, tanpa antre</translation>
    </message>
    <message>
        <source>number.stayed_away</source>
        <translation>Tidak kembali</translation>
    </message>
    <message>
        <source>number.stayed_away_detail</source>
        <translation>Pelayanan berakhir di sini</translation>
    </message>
    <message>
        <source>number.title</source>
        <translation>Nomor mana?</translation>
    </message>
    <message>
        <source>number.to_queue</source>
        <translation>Antrekan lagi</translation>
    </message>
    <message>
        <source>number.to_queue_detail</source>
        <translation>Sepertiga depan antrean, nomor tetap</translation>
    </message>
    <message>
        <source>number.waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>number.waiting_detail</source>
        <translation>{service}. Menunggu {minutes} menit</translation>
    </message>
    <message>
        <source>outcome.incomplete</source>
        <translation>Berkas belum lengkap</translation>
    </message>
    <message>
        <source>outcome.incomplete_detail</source>
        <translation>Diberi tahu apa yang kurang</translation>
    </message>
    <message>
        <source>outcome.left</source>
        <translation>Pergi sebelum selesai</translation>
    </message>
    <message>
        <source>outcome.left_detail</source>
        <translation>Orangnya tidak menunggu sampai selesai</translation>
    </message>
    <message>
        <source>outcome.redirected</source>
        <translation>Diarahkan ke tempat lain</translation>
    </message>
    <message>
        <source>outcome.redirected_detail</source>
        <translation>Bukan layanan loket ini</translation>
    </message>
    <message>
        <source>outcome.served</source>
        <translation>Sudah dilayani</translation>
    </message>
    <message>
        <source>outcome.served_detail</source>
        <translation>Informasi, pengambilan, atau layanan tanpa berkas</translation>
    </message>
    <message>
        <source>outcome.text</source>
        <translation>{number} belum punya isian atau berkas. Pilih hasil, lalu Enter.</translation>
    </message>
    <message>
        <source>outcome.title</source>
        <translation>Bagaimana hasilnya?</translation>
    </message>
    <message>
        <source>paper.called_at</source>
        <translation>Dipanggil</translation>
    </message>
    <message numerus="yes">
        <source>paper.count</source>
        <translation>
            <numerusform>{n} sudah disalin</numerusform>
        </translation>
    </message>
    <message>
        <source>paper.day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>paper.done</source>
        <translation>{number} disalin, {service}</translation>
    </message>
    <message>
        <source>paper.finished_at</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>paper.issued_at</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>paper.mark</source>
        <translation>Disalin dari tiket kertas</translation>
    </message>
    <message>
        <source>paper.number</source>
        <translation>Nomor di kertas</translation>
    </message>
    <message>
        <source>paper.number_hint</source>
        <translation>contoh 17</translation>
    </message>
    <message>
        <source>paper.open</source>
        <translation>Salin tiket kertas</translation>
    </message>
    <message>
        <source>paper.optional</source>
        <translation>boleh kosong</translation>
    </message>
    <message>
        <source>paper.origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>paper.row</source>
        <translation>{number}  {service}  {times}</translation>
    </message>
    <message>
        <source>paper.save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>paper.service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>paper.service_hint</source>
        <translation>contoh ktp hilang</translation>
    </message>
    <message>
        <source>paper.started_at</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>paper.state</source>
        <translation>Tiket kertas</translation>
    </message>
    <message>
        <source>paper.text</source>
        <translation>Salin satu per satu dengan waktu yang tertulis di kertas. Enter ke isian berikutnya; di isian terakhir, Enter menyimpan. Tidak ada yang dicetak.</translation>
    </message>
    <message>
        <source>paper.time_hint</source>
        <translation>0905</translation>
    </message>
    <message>
        <source>paper.title</source>
        <translation>Tiket kertas selama padam</translation>
    </message>
    <message>
        <source>paper_form.asli</source>
        <translation>asli, {n}</translation>
    </message>
    <message>
        <source>paper_form.digital</source>
        <translation>berkas digital</translation>
    </message>
    <message numerus="yes">
        <source>paper_form.formulir</source>
        <translation>
            <numerusform>formulir, {n} lembar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paper_form.foto</source>
        <translation>
            <numerusform>foto, {n} lembar</numerusform>
        </translation>
    </message>
    <message>
        <source>paper_form.hadir</source>
        <translation>hadir sendiri</translation>
    </message>
    <message>
        <source>paper_form.salinan</source>
        <translation>salinan, {n}</translation>
    </message>
    <message>
        <source>paper_form.salinan_legalisir</source>
        <translation>salinan legalisir, {n}</translation>
    </message>
    <message>
        <source>paper_form.tunjuk</source>
        <translation>asli ditunjukkan</translation>
    </message>
    <message>
        <source>paper_name.missing</source>
        <translation>Slip kekurangan</translation>
    </message>
    <message>
        <source>paper_name.receipt</source>
        <translation>Tanda terima</translation>
    </message>
    <message>
        <source>paper_name.sheet</source>
        <translation>Lembar persyaratan</translation>
    </message>
    <message>
        <source>paper_name.ticket</source>
        <translation>Tiket</translation>
    </message>
    <message>
        <source>parked_at.check</source>
        <translation>Pemeriksaan atau verifikasi</translation>
    </message>
    <message>
        <source>parked_at.copies</source>
        <translation>Fotokopi</translation>
    </message>
    <message>
        <source>parked_at.other</source>
        <translation>Tempat lain</translation>
    </message>
    <message>
        <source>parked_at.papers</source>
        <translation>Mengambil berkas</translation>
    </message>
    <message>
        <source>parked_at.payment</source>
        <translation>Bank atau kasir</translation>
    </message>
    <message>
        <source>place.counter</source>
        <translation>Loket {n}</translation>
    </message>
    <message>
        <source>place.no_hub</source>
        <translation>Tanpa pusat loket</translation>
    </message>
    <message>
        <source>place.own_hub</source>
        <translation>Pusat loket: PC ini</translation>
    </message>
    <message>
        <source>place.printer_trouble</source>
        <translation>Printer bermasalah</translation>
    </message>
    <message numerus="yes">
        <source>place.printing</source>
        <translation>
            <numerusform>{n} kertas belum tercetak</numerusform>
        </translation>
    </message>
    <message>
        <source>place.silent_hub</source>
        <translation>Pusat loket di PC ini belum menjawab</translation>
    </message>
    <message>
        <source>place.waiting_line</source>
        <translation>Menunggu {n}, terlama {minutes} menit</translation>
    </message>
    <message>
        <source>place.waiting_none</source>
        <translation>Menunggu 0</translation>
    </message>
    <message>
        <source>presence.hint</source>
        <translation>Tanyakan layanannya, pilih, lalu Enter. Bila pusat loket menjawab lagi, tiketnya dicocokkan.</translation>
    </message>
    <message>
        <source>presence.no_number</source>
        <translation>Bukan nomor antrean di sini</translation>
    </message>
    <message>
        <source>presence.type_first</source>
        <translation>Ketik nomor orang di depan Anda.</translation>
    </message>
    <message>
        <source>presence.unknown</source>
        <translation>Belum dikenal di loket ini</translation>
    </message>
    <message>
        <source>presence.which</source>
        <translation>Layanan apa untuk {number}?</translation>
    </message>
    <message>
        <source>printer.address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>printer.asking</source>
        <translation>Menghubungi printer</translation>
    </message>
    <message>
        <source>printer.cutter</source>
        <translation>Pemotong kertas</translation>
    </message>
    <message>
        <source>printer.doubt</source>
        <translation>{paper} {title}: sudah keluar dari printer?</translation>
    </message>
    <message>
        <source>printer.doubt_do</source>
        <translation>Lihat di printer. Bila belum keluar, cetakan baru bertanda DUPLIKAT.</translation>
    </message>
    <message>
        <source>printer.doubt_more</source>
        <translation>Setelah ini {n} lagi.</translation>
    </message>
    <message>
        <source>printer.doubt_status</source>
        <translation>Periksa printer</translation>
    </message>
    <message>
        <source>printer.example</source>
        <translation>contoh {example}</translation>
    </message>
    <message>
        <source>printer.is_out</source>
        <translation>Sudah keluar</translation>
    </message>
    <message>
        <source>printer.keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>printer.keep_anyway</source>
        <translation>Enter sekali lagi menyimpan walau begitu.</translation>
    </message>
    <message>
        <source>printer.kept</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>printer.kept_unseen</source>
        <translation>Printer belum dapat dihubungi; slip menunggu sampai tersambung.</translation>
    </message>
    <message>
        <source>printer.kind</source>
        <translation>Sambungan</translation>
    </message>
    <message>
        <source>printer.letters</source>
        <translation>Huruf</translation>
    </message>
    <message>
        <source>printer.letters_own</source>
        <translation>Huruf printer, halaman kode {page}</translation>
    </message>
    <message>
        <source>printer.letters_picture</source>
        <translation>Gambar (sama di semua printer)</translation>
    </message>
    <message>
        <source>printer.move</source>
        <translation>Pindahkan cetakan</translation>
    </message>
    <message numerus="yes">
        <source>printer.moved</source>
        <translation>
            <numerusform>{n} kertas dipindahkan ke printer lain.</numerusform>
        </translation>
    </message>
    <message>
        <source>printer.name</source>
        <translation>Nama printer</translation>
    </message>
    <message>
        <source>printer.name_hint</source>
        <translation>kosong = printer bawaan</translation>
    </message>
    <message>
        <source>printer.no_other</source>
        <translation>Belum ada printer cadangan. Atur dengan Ctrl+Shift+P.</translation>
    </message>
    <message>
        <source>printer.not_out</source>
        <translation>Cetak lagi</translation>
    </message>
    <message>
        <source>printer.nothing_in_doubt</source>
        <translation>Tidak ada kertas yang perlu dipastikan.</translation>
    </message>
    <message>
        <source>printer.nothing_waits</source>
        <translation>Tidak ada kertas yang tertahan.</translation>
    </message>
    <message>
        <source>printer.paper_low</source>
        <translation>Kertas hampir habis</translation>
    </message>
    <message>
        <source>printer.place</source>
        <translation>Printer yang diatur</translation>
    </message>
    <message>
        <source>printer.printing</source>
        <translation>Mencetak halaman uji</translation>
    </message>
    <message>
        <source>printer.qr</source>
        <translation>Kode QR</translation>
    </message>
    <message>
        <source>printer.roll</source>
        <translation>Lebar kertas</translation>
    </message>
    <message>
        <source>printer.said_again</source>
        <translation>Dicetak lagi, bertanda DUPLIKAT.</translation>
    </message>
    <message>
        <source>printer.said_out</source>
        <translation>Dicatat sudah keluar.</translation>
    </message>
    <message>
        <source>printer.set_up</source>
        <translation>Atur printer</translation>
    </message>
    <message>
        <source>printer.text</source>
        <translation>Enter memeriksa printer lalu menyimpan. Esc kembali tanpa menyimpan.</translation>
    </message>
    <message>
        <source>printer.title</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>printer.trial</source>
        <translation>Cetak halaman uji</translation>
    </message>
    <message>
        <source>printer.tried</source>
        <translation>Halaman uji sudah dicetak</translation>
    </message>
    <message>
        <source>printer.tried_do</source>
        <translation>Cocokkan lebar, tanda, dan kode QR. Bila baik, tekan Enter.</translation>
    </message>
    <message>
        <source>printer_cutter.no</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>printer_cutter.yes</source>
        <translation>Ada</translation>
    </message>
    <message>
        <source>printer_kind.device</source>
        <translation>Berkas perangkat</translation>
    </message>
    <message>
        <source>printer_kind.folder</source>
        <translation>Folder di komputer ini</translation>
    </message>
    <message>
        <source>printer_kind.network</source>
        <translation>Jaringan (TCP)</translation>
    </message>
    <message>
        <source>printer_kind.none</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>printer_kind.queue</source>
        <translation>Antrean cetak Windows</translation>
    </message>
    <message>
        <source>printer_kind.serial</source>
        <translation>Serial (COM)</translation>
    </message>
    <message>
        <source>printer_kind.system</source>
        <translation>Printer sistem (PDF)</translation>
    </message>
    <message>
        <source>printer_kind.usb</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>printer_place.spare</source>
        <translation>Printer cadangan</translation>
    </message>
    <message>
        <source>printer_place.usual</source>
        <translation>Printer slip</translation>
    </message>
    <message>
        <source>printer_qr.native</source>
        <translation>Digambar printer</translation>
    </message>
    <message>
        <source>printer_qr.picture</source>
        <translation>Digambar program</translation>
    </message>
    <message>
        <source>printer_roll.58mm</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>printer_roll.80mm</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>printer_roll.80mm_512</source>
        <translation>80 mm, 512 titik</translation>
    </message>
    <message>
        <source>printer_state.folder</source>
        <translation>Slip disimpan sebagai PDF, tidak dicetak.</translation>
    </message>
    <message>
        <source>printer_state.mute</source>
        <translation>Printer tersambung.</translation>
    </message>
    <message>
        <source>printer_state.none</source>
        <translation>Belum ada printer cadangan.</translation>
    </message>
    <message>
        <source>printer_state.paper_low</source>
        <translation>Printer siap, kertas hampir habis.</translation>
    </message>
    <message>
        <source>printer_state.ready</source>
        <translation>Printer siap.</translation>
    </message>
    <message>
        <source>printer_state_do.folder</source>
        <translation>Pilih sambungan printer di bawah ini.</translation>
    </message>
    <message>
        <source>printer_state_do.mute</source>
        <translation>Printer ini tidak memberi tahu keadaannya: kertas habis baru terlihat di printer.</translation>
    </message>
    <message>
        <source>printer_state_do.none</source>
        <translation>Slip yang tertahan dapat dipindahkan ke sana dengan Ctrl+F9.</translation>
    </message>
    <message>
        <source>printer_state_do.paper_low</source>
        <translation>Siapkan gulungan baru.</translation>
    </message>
    <message>
        <source>printer_state_do.ready</source>
        <translation>Cetak halaman uji bila perlu.</translation>
    </message>
    <message>
        <source>priority.chip</source>
        <translation>Prioritas: {name}</translation>
    </message>
    <message>
        <source>priority.disabled</source>
        <translation>Penyandang disabilitas</translation>
    </message>
    <message>
        <source>priority.disaster</source>
        <translation>Korban bencana</translation>
    </message>
    <message>
        <source>priority.elderly</source>
        <translation>Lanjut usia (60 tahun ke atas)</translation>
    </message>
    <message>
        <source>priority.elderly_short</source>
        <translation>Lansia</translation>
    </message>
    <message>
        <source>priority.infant</source>
        <translation>Dengan anak balita</translation>
    </message>
    <message>
        <source>priority.none</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>priority.nursing_short</source>
        <translation>ibu menyusui</translation>
    </message>
    <message>
        <source>priority.pregnant</source>
        <translation>Ibu hamil atau menyusui</translation>
    </message>
    <message>
        <source>priority.title</source>
        <translation>Prioritas</translation>
    </message>
    <message>
        <source>priority_name.disabled</source>
        <translation>disabilitas</translation>
    </message>
    <message>
        <source>priority_name.disaster</source>
        <translation>korban bencana</translation>
    </message>
    <message>
        <source>priority_name.elderly</source>
        <translation>lanjut usia</translation>
    </message>
    <message>
        <source>priority_name.infant</source>
        <translation>anak balita</translation>
    </message>
    <message>
        <source>priority_name.pregnant</source>
        <translation>ibu hamil</translation>
    </message>
    <message>
        <source>rail.called_at</source>
        <translation>Dipanggil {time}</translation>
    </message>
    <message>
        <source>rail.called_times</source>
        <translation>Dipanggil</translation>
    </message>
    <message>
        <source>rail.finished_at</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>rail.last</source>
        <translation>Terakhir</translation>
    </message>
    <message>
        <source>rail.minutes</source>
        <translation>{n} menit</translation>
    </message>
    <message>
        <source>rail.nobody</source>
        <translation>Tidak ada yang dilayani</translation>
    </message>
    <message>
        <source>rail.presence_label</source>
        <translation>Nomor orang di depan Anda</translation>
    </message>
    <message>
        <source>rail.ready</source>
        <translation>Loket siap</translation>
    </message>
    <message>
        <source>rail.served_for</source>
        <translation>Dilayani</translation>
    </message>
    <message>
        <source>rail.serving</source>
        <translation>Sedang dilayani</translation>
    </message>
    <message>
        <source>rail.taken_at</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>rail.taken_value</source>
        <translation>{time}, kios {n}</translation>
    </message>
    <message numerus="yes">
        <source>rail.times</source>
        <translation>
            <numerusform>{n} kali</numerusform>
        </translation>
    </message>
    <message>
        <source>rail.waited</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>reason.damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>reason.data_differs</source>
        <translation>Data berbeda</translation>
    </message>
    <message>
        <source>reason.decided</source>
        <translation>Diputuskan pimpinan</translation>
    </message>
    <message>
        <source>reason.exempt</source>
        <translation>Dikecualikan aturan</translation>
    </message>
    <message>
        <source>reason.expired</source>
        <translation>Masa berlaku habis</translation>
    </message>
    <message>
        <source>reason.in_system</source>
        <translation>Sudah ada di sistem</translation>
    </message>
    <message>
        <source>reason.incomplete</source>
        <translation>Tidak lengkap</translation>
    </message>
    <message>
        <source>reason.not_certified</source>
        <translation>Belum dilegalisir</translation>
    </message>
    <message>
        <source>reason.other</source>
        <translation>Alasan lain</translation>
    </message>
    <message>
        <source>reason.unreadable</source>
        <translation>Tidak terbaca</translation>
    </message>
    <message>
        <source>reason.unsigned</source>
        <translation>Belum ditandatangani</translation>
    </message>
    <message>
        <source>reason.wrong_paper</source>
        <translation>Salah berkas</translation>
    </message>
    <message>
        <source>receipt.applicant</source>
        <translation>Pemohon</translation>
    </message>
    <message>
        <source>receipt.expected</source>
        <translation>Perkiraan selesai</translation>
    </message>
    <message>
        <source>receipt.keep</source>
        <translation>Mohon simpan tanda terima ini dan tunjukkan bersama KTP saat pengambilan di loket {n}.</translation>
    </message>
    <message>
        <source>receipt.list</source>
        <translation>Daftar kelengkapan</translation>
    </message>
    <message>
        <source>receipt.officer</source>
        <translation>Petugas penerima, loket {n}</translation>
    </message>
    <message>
        <source>receipt.print_no</source>
        <translation>Cetakan ke-{n}</translation>
    </message>
    <message>
        <source>receipt.received</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>receipt.title</source>
        <translation>Tanda terima berkas permohonan</translation>
    </message>
    <message>
        <source>receipt.type_code</source>
        <translation>Pindai kode QR, atau buka {address} dan ketik kode:</translation>
    </message>
    <message>
        <source>reception.added</source>
        <translation>Ditambahkan</translation>
    </message>
    <message>
        <source>reception.all</source>
        <translation>Ketik kata sehari-hari, contoh: ktp hilang. Enter menambah.</translation>
    </message>
    <message>
        <source>reception.cleared</source>
        <translation>Kunjungan dikosongkan</translation>
    </message>
    <message numerus="yes">
        <source>reception.hint</source>
        <translation>
            <numerusform>{n} layanan. Panah memilih, Enter menambah.</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.issued</source>
        <translation>{numbers} dibuat, tiket dicetak</translation>
    </message>
    <message>
        <source>reception.nothing_printed</source>
        <translation>Belum ada tiket yang dapat dicetak ulang.</translation>
    </message>
    <message>
        <source>reception.nothing_yet</source>
        <translation>Belum ada layanan</translation>
    </message>
    <message>
        <source>reception.place</source>
        <translation>Resepsionis</translation>
    </message>
    <message>
        <source>reception.print_none</source>
        <translation>Cetak tiket</translation>
    </message>
    <message numerus="yes">
        <source>reception.printed_again</source>
        <translation>
            <numerusform>{n} tiket terakhir dicetak ulang</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.put_back</source>
        <translation>Kunjungan dikembalikan</translation>
    </message>
    <message>
        <source>reception.queue</source>
        <translation>Antrean {letter}</translation>
    </message>
    <message>
        <source>reception.search</source>
        <translation>Cari layanan</translation>
    </message>
    <message numerus="yes">
        <source>reception.services</source>
        <translation>
            <numerusform>{n} layanan</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.sheet</source>
        <translation>Lembar persyaratan</translation>
    </message>
    <message>
        <source>reception.sheet_printed</source>
        <translation>Lembar “{service}” dicetak</translation>
    </message>
    <message>
        <source>reception.taken_back</source>
        <translation>{numbers} dibatalkan</translation>
    </message>
    <message>
        <source>reception.visit</source>
        <translation>Kunjungan baru</translation>
    </message>
    <message>
        <source>reception.waiting</source>
        <translation>{n} menunggu</translation>
    </message>
    <message>
        <source>reception.where</source>
        <translation>{agency}, loket {counters}</translation>
    </message>
    <message>
        <source>relation.child</source>
        <translation>Anak</translation>
    </message>
    <message>
        <source>relation.neighbour</source>
        <translation>Tetangga</translation>
    </message>
    <message>
        <source>relation.none</source>
        <translation>Tanpa pendamping</translation>
    </message>
    <message>
        <source>relation.other</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>relation.parent</source>
        <translation>Orang tua</translation>
    </message>
    <message>
        <source>relation.relative</source>
        <translation>Kerabat</translation>
    </message>
    <message>
        <source>relation.sibling</source>
        <translation>Saudara kandung</translation>
    </message>
    <message>
        <source>relation.spouse</source>
        <translation>Suami/istri</translation>
    </message>
    <message>
        <source>relation.village</source>
        <translation>Perangkat desa</translation>
    </message>
    <message>
        <source>report.all</source>
        <translation>Semua antrean</translation>
    </message>
    <message>
        <source>report.by_p90</source>
        <translation>Antrean, urut menurut tunggu p90</translation>
    </message>
    <message>
        <source>report.daily</source>
        <translation>Laporan harian</translation>
    </message>
    <message>
        <source>report.definitions</source>
        <translation>Tunggu: dari tiket dicetak sampai dipanggil. Layanan: dari mulai dilayani sampai selesai, tanpa yang tidak hadir. Median: setengah orang menunggu kurang dari ini. p90: 9 dari 10 orang menunggu paling lama ini. n: banyaknya tiket yang dihitung.</translation>
    </message>
    <message>
        <source>report.follow_up</source>
        <translation>Perlu ditindaklanjuti</translation>
    </message>
    <message>
        <source>report.page</source>
        <translation>Halaman {n} dari {total}</translation>
    </message>
    <message>
        <source>report_form.csv</source>
        <translation>Tabel teks (CSV)</translation>
    </message>
    <message>
        <source>report_form.json</source>
        <translation>Data (JSON)</translation>
    </message>
    <message>
        <source>report_form.pdf</source>
        <translation>PDF, untuk dicetak dan dikirim</translation>
    </message>
    <message>
        <source>report_form.xlsx</source>
        <translation>Lembar kerja (XLSX)</translation>
    </message>
    <message>
        <source>report_screen.cancel</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>report_screen.done</source>
        <translation>Laporan {day} dicetak</translation>
    </message>
    <message>
        <source>report_screen.form</source>
        <translation>Bentuk</translation>
    </message>
    <message>
        <source>report_screen.make</source>
        <translation>Buat laporan</translation>
    </message>
    <message>
        <source>report_screen.not_here</source>
        <translation>Laporan tidak dapat dibuat di komputer ini.</translation>
    </message>
    <message>
        <source>report_screen.open</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>report_screen.open_folder</source>
        <translation>Buka folder</translation>
    </message>
    <message>
        <source>report_screen.printed</source>
        <translation>Dicetak. Berkasnya tersimpan: {path}</translation>
    </message>
    <message>
        <source>report_screen.printing</source>
        <translation>Mencetak laporan {day} …</translation>
    </message>
    <message>
        <source>report_screen.progress</source>
        <translation>Membuat laporan, {n} %</translation>
    </message>
    <message>
        <source>report_screen.saved</source>
        <translation>Tersimpan: {path}</translation>
    </message>
    <message>
        <source>report_screen.span</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>report_span.day</source>
        <translation>Satu hari</translation>
    </message>
    <message>
        <source>report_span.month</source>
        <translation>Satu bulan</translation>
    </message>
    <message>
        <source>req.form_copy</source>
        <translation>salinan, {n}</translation>
    </message>
    <message numerus="yes">
        <source>req.form_form</source>
        <translation>
            <numerusform>formulir, {n} lembar</numerusform>
        </translation>
    </message>
    <message>
        <source>req.form_original</source>
        <translation>asli, {n}</translation>
    </message>
    <message>
        <source>req.held</source>
        <translation>Sudah dipegang</translation>
    </message>
    <message>
        <source>req.missing</source>
        <translation>Kurang</translation>
    </message>
    <message>
        <source>req.not_applicable</source>
        <translation>Tidak berlaku</translation>
    </message>
    <message>
        <source>req.original_shown</source>
        <translation>Asli ditunjukkan</translation>
    </message>
    <message>
        <source>req.present</source>
        <translation>Ada</translation>
    </message>
    <message>
        <source>req.rejected</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>req.to_follow</source>
        <translation>Menyusul</translation>
    </message>
    <message>
        <source>req.unanswered</source>
        <translation>Belum dijawab</translation>
    </message>
    <message>
        <source>req.unchecked</source>
        <translation>Belum diperiksa</translation>
    </message>
    <message>
        <source>req.waived</source>
        <translation>Dibebaskan</translation>
    </message>
    <message>
        <source>result.cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>scanned.sign_in_first</source>
        <translation>Masuk dulu, lalu pindai lagi.</translation>
    </message>
    <message>
        <source>scanned.unknown</source>
        <translation>{code}: data loket belum sampai, coba lagi nanti.</translation>
    </message>
    <message>
        <source>service.fee</source>
        <translation>Biaya</translation>
    </message>
    <message>
        <source>service.free</source>
        <translation>GRATIS</translation>
    </message>
    <message>
        <source>service.result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>service.time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>service.time_from</source>
        <translation>sejak berkas lengkap</translation>
    </message>
    <message numerus="yes">
        <source>service.working_days</source>
        <translation>
            <numerusform>{n} hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>sheet.catalogue</source>
        <translation>Katalog {version}</translation>
    </message>
    <message>
        <source>sheet.complaints</source>
        <translation>Pengaduan: lapor.go.id</translation>
    </message>
    <message>
        <source>sheet.papers</source>
        <translation>Berkas yang dibawa</translation>
    </message>
    <message>
        <source>sheet.steps</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>sheet.when</source>
        <translation>bila {condition}</translation>
    </message>
    <message>
        <source>short_priority.disabled</source>
        <translation>Disabilitas</translation>
    </message>
    <message>
        <source>short_priority.disaster</source>
        <translation>Bencana</translation>
    </message>
    <message>
        <source>short_priority.elderly</source>
        <translation>Lansia</translation>
    </message>
    <message>
        <source>short_priority.infant</source>
        <translation>Anak balita</translation>
    </message>
    <message>
        <source>short_priority.none</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>short_priority.pregnant</source>
        <translation>Ibu hamil</translation>
    </message>
    <message>
        <source>sign_in.counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>sign_in.enter</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>sign_in.nobody</source>
        <translation>Belum ada petugas</translation>
    </message>
    <message>
        <source>sign_in.officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>sign_in.pin</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>sign_in.pin_empty</source>
        <translation>Isi PIN Anda.</translation>
    </message>
    <message>
        <source>sign_in.reception</source>
        <translation>Masuk ke resepsionis</translation>
    </message>
    <message>
        <source>sign_in.text</source>
        <translation>Pilih nama Anda, lalu ketik PIN.</translation>
    </message>
    <message>
        <source>sign_in.title</source>
        <translation>Masuk ke loket {n}</translation>
    </message>
    <message>
        <source>site_hub.address</source>
        <translation>1. Alamat</translation>
    </message>
    <message>
        <source>site_hub.code_for</source>
        <translation>3. Kode untuk</translation>
    </message>
    <message>
        <source>site_hub.code_good</source>
        <translation>Kode untuk {place}, berlaku sampai {time}, satu kali pakai. Di PC itu: layar masuk, Ctrl+H.</translation>
    </message>
    <message>
        <source>site_hub.counter</source>
        <translation>Loket {n}</translation>
    </message>
    <message>
        <source>site_hub.fingerprint</source>
        <translation>2. Delapan tanda di kedua layar</translation>
    </message>
    <message>
        <source>site_hub.heard</source>
        <translation>terdengar {time}</translation>
    </message>
    <message>
        <source>site_hub.make_code</source>
        <translation>Buat kode</translation>
    </message>
    <message>
        <source>site_hub.no_network</source>
        <translation>PC ini tidak tersambung ke jaringan</translation>
    </message>
    <message>
        <source>site_hub.no_network_do</source>
        <translation>Pasang kabel jaringan atau sambungkan Wi-Fi; alamatnya lalu muncul sendiri.</translation>
    </message>
    <message>
        <source>site_hub.not_heard</source>
        <translation>belum terdengar</translation>
    </message>
    <message>
        <source>site_hub.open</source>
        <translation>Pusat loket</translation>
    </message>
    <message>
        <source>site_hub.reception</source>
        <translation>Resepsionis</translation>
    </message>
    <message>
        <source>site_hub.replace</source>
        <translation>PC lain untuk loket ini?</translation>
    </message>
    <message>
        <source>site_hub.replace_text</source>
        <translation>PC yang sekarang terhubung sebagai loket ini tidak diterima lagi; catatannya yang belum terkirim tinggal di sana. Enter sekali lagi membuat kode untuk PC pengganti.</translation>
    </message>
    <message>
        <source>site_hub.replaced</source>
        <translation>Loket {n}, PC pengganti</translation>
    </message>
    <message>
        <source>site_hub.starting</source>
        <translation>Pusat loket sedang disiapkan</translation>
    </message>
    <message>
        <source>site_hub.stations</source>
        <translation>Yang terhubung</translation>
    </message>
    <message>
        <source>site_hub.supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>site_hub.sure</source>
        <translation>Hentikan pusat loket?</translation>
    </message>
    <message>
        <source>site_hub.sure_text</source>
        <translation>Loket lain lalu tidak dapat memanggil berikutnya; pekerjaan mereka yang lain tetap jalan. Tekan Ctrl+Shift+U sekali lagi untuk berhenti, atau Esc untuk batal.</translation>
    </message>
    <message>
        <source>site_hub.text_off</source>
        <translation>Satu PC di gedung ini dapat menjadi pusat loket. Loket lain terhubung ke PC itu, lalu semua memanggil dari antrean yang sama, tanpa internet. Pilih PC yang paling awal dinyalakan dan paling akhir dimatikan.</translation>
    </message>
    <message>
        <source>site_hub.text_on</source>
        <translation>PC ini pusat loket. Biarkan menyala, jangan tidur (sleep), dan programnya tetap terbuka selama jam layanan. Loket lain membutuhkan tiga hal di bawah ini.</translation>
    </message>
    <message>
        <source>site_hub.this_pc</source>
        <translation>PC ini</translation>
    </message>
    <message>
        <source>site_hub.title</source>
        <translation>Pusat loket</translation>
    </message>
    <message>
        <source>site_hub.turn_off</source>
        <translation>Hentikan pusat loket</translation>
    </message>
    <message>
        <source>site_hub.turn_on</source>
        <translation>Jadikan pusat loket</translation>
    </message>
    <message>
        <source>site_hub.unsent</source>
        <translation>{n} belum terkirim</translation>
    </message>
    <message>
        <source>slip.ahead</source>
        <translation>Di depan Anda</translation>
    </message>
    <message>
        <source>slip.application_no</source>
        <translation>No. permohonan</translation>
    </message>
    <message numerus="yes">
        <source>slip.bring</source>
        <translation>
            <numerusform>Bawa {n} berkas ini:</numerusform>
        </translation>
    </message>
    <message>
        <source>slip.fee</source>
        <translation>Biaya resmi: {rupiah} ({basis})</translation>
    </message>
    <message>
        <source>slip.free</source>
        <translation>BIAYA: GRATIS</translation>
    </message>
    <message numerus="yes">
        <source>slip.have_rest</source>
        <translation>
            <numerusform>{n} berkas lain sudah kami terima. Tidak perlu dibawa lagi.</numerusform>
        </translation>
    </message>
    <message>
        <source>slip.mall</source>
        <translation>MAL PELAYANAN PUBLIK</translation>
    </message>
    <message>
        <source>slip.missed</source>
        <translation>Bila terlewat, temui meja informasi.</translation>
    </message>
    <message>
        <source>slip.missing_title</source>
        <translation>KEKURANGAN BERKAS</translation>
    </message>
    <message>
        <source>slip.no_queue</source>
        <translation>KE LOKET {n}, TANPA ANTRE BARU</translation>
    </message>
    <message>
        <source>slip.not_brought</source>
        <translation>Belum dibawa</translation>
    </message>
    <message>
        <source>slip.not_charged</source>
        <translation>Tidak dipungut biaya ({basis}).</translation>
    </message>
    <message>
        <source>slip.please_wait</source>
        <translation>Mohon menunggu nomor Anda dipanggil.</translation>
    </message>
    <message>
        <source>slip.priority</source>
        <translation>PRIORITAS: {name}</translation>
    </message>
    <message>
        <source>slip.rejected</source>
        <translation>Ditolak: {reason}</translation>
    </message>
    <message>
        <source>slip.reprint</source>
        <translation>DUPLIKAT, cetakan ke-{n}, {officer}</translation>
    </message>
    <message>
        <source>slip.scan</source>
        <translation>Pindai dengan kamera ponsel.</translation>
    </message>
    <message>
        <source>slip.show</source>
        <translation>Tunjukkan slip ini pada jam layanan.</translation>
    </message>
    <message>
        <source>slip.track</source>
        <translation>Pantau permohonan</translation>
    </message>
    <message>
        <source>slip.track_queue</source>
        <translation>Pantau antrean Anda</translation>
    </message>
    <message>
        <source>slip.wait</source>
        <translation>Waktu tunggu</translation>
    </message>
    <message>
        <source>status.not_sent</source>
        <translation>Belum pernah terkirim</translation>
    </message>
    <message>
        <source>status.printer_ready</source>
        <translation>Printer siap</translation>
    </message>
    <message>
        <source>status.queued</source>
        <translation>{n} menunggu sinkron, sejak {time}</translation>
    </message>
    <message>
        <source>status.screens</source>
        <translation>Ctrl+angka pindah layar</translation>
    </message>
    <message>
        <source>status.sent</source>
        <translation>Terkirim {time}</translation>
    </message>
    <message>
        <source>status.stations</source>
        <translation>{n} dari {total} stasiun tersambung</translation>
    </message>
    <message>
        <source>sup.attention</source>
        <translation>Perlu perhatian</translation>
    </message>
    <message>
        <source>sup.day</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>sup.double</source>
        <translation>{number} dipanggil dua loket, {time}</translation>
    </message>
    <message>
        <source>sup.hall</source>
        <translation>Ruang layanan</translation>
    </message>
    <message>
        <source>sup.kpi</source>
        <translation>Kinerja</translation>
    </message>
    <message>
        <source>sup.limit</source>
        <translation>Batas {n} menit.</translation>
    </message>
    <message>
        <source>sup.longest</source>
        <translation>Terlama</translation>
    </message>
    <message>
        <source>sup.median_hour</source>
        <translation>Median tunggu, jam ini</translation>
    </message>
    <message>
        <source>sup.month</source>
        <translation>Bulan</translation>
    </message>
    <message numerus="yes">
        <source>sup.of_counters</source>
        <translation>
            <numerusform>dari {n} loket</numerusform>
        </translation>
    </message>
    <message>
        <source>sup.offline</source>
        <translation>Loket {n} luring sejak {time}</translation>
    </message>
    <message numerus="yes">
        <source>sup.offline_text</source>
        <translation>
            <numerusform>Tetap melayani. {n} catatan menunggu sinkron.</numerusform>
        </translation>
    </message>
    <message>
        <source>sup.opens</source>
        <translation>buka {when}</translation>
    </message>
    <message>
        <source>sup.queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>sup.reports</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>sup.serving</source>
        <translation>Melayani</translation>
    </message>
    <message>
        <source>sup.skm</source>
        <translation>SKM</translation>
    </message>
    <message>
        <source>sup.state_break</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>sup.state_calling</source>
        <translation>Memanggil</translation>
    </message>
    <message>
        <source>sup.state_closed</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>sup.state_free</source>
        <translation>Kosong</translation>
    </message>
    <message>
        <source>sup.state_long</source>
        <translation>Lama</translation>
    </message>
    <message>
        <source>sup.state_offline</source>
        <translation>Luring</translation>
    </message>
    <message>
        <source>sup.until</source>
        <translation>sampai {time}</translation>
    </message>
    <message>
        <source>sup.waiting_long</source>
        <translation>{agency}: {number} menunggu {n} menit</translation>
    </message>
    <message>
        <source>survey.anonymous</source>
        <translation>Jawaban tanpa nama.</translation>
    </message>
    <message>
        <source>survey.next</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>survey.progress</source>
        <translation>{n} dari 9</translation>
    </message>
    <message>
        <source>survey.title</source>
        <translation>Survei kepuasan</translation>
    </message>
    <message>
        <source>ticket_state.called</source>
        <translation>Dipanggil</translation>
    </message>
    <message>
        <source>ticket_state.cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>ticket_state.finished</source>
        <translation>Selesai dilayani</translation>
    </message>
    <message>
        <source>ticket_state.no_show</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>ticket_state.parked</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>ticket_state.serving</source>
        <translation>Sedang dilayani</translation>
    </message>
    <message>
        <source>ticket_state.waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>toast.called</source>
        <translation>{number} dipanggil</translation>
    </message>
    <message>
        <source>toast.finished</source>
        <translation>{number} selesai dilayani</translation>
    </message>
    <message>
        <source>toast.undo_hint</source>
        <translation>{command}: tombol {key}</translation>
    </message>
    <message>
        <source>track.about</source>
        <translation>Sekitar</translation>
    </message>
    <message>
        <source>track.ahead</source>
        <translation>Di depan Anda</translation>
    </message>
    <message>
        <source>track.bring</source>
        <translation>Bawa ke loket {n}. Anda tidak perlu antre dari awal.</translation>
    </message>
    <message numerus="yes">
        <source>track.clock_later</source>
        <translation>
            <numerusform>Waktu {n} hari kerja dihitung setelah berkas lengkap.</numerusform>
        </translation>
    </message>
    <message>
        <source>track.code</source>
        <translation>Kode pelacakan</translation>
    </message>
    <message>
        <source>track.done</source>
        <translation>Dokumen sudah diserahkan</translation>
    </message>
    <message numerus="yes">
        <source>track.done_in</source>
        <translation>
            <numerusform>Selesai dalam {n} hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>track.incomplete</source>
        <translation>Berkas belum lengkap</translation>
    </message>
    <message>
        <source>track.journey</source>
        <translation>Perjalanan permohonan</translation>
    </message>
    <message>
        <source>track.missed</source>
        <translation>Dengarkan panggilan dan lihat layar. Bila nomor Anda terlewat, temui meja informasi. Anda tidak antre dari awal.</translation>
    </message>
    <message numerus="yes">
        <source>track.missing</source>
        <translation>
            <numerusform>Kurang {n} berkas</numerusform>
        </translation>
    </message>
    <message>
        <source>track.name</source>
        <translation>Lacak permohonan</translation>
    </message>
    <message>
        <source>track.papers</source>
        <translation>Berkas Anda</translation>
    </message>
    <message numerus="yes">
        <source>track.prepare</source>
        <translation>
            <numerusform>Lihat {n} berkas yang perlu disiapkan</numerusform>
        </translation>
    </message>
    <message>
        <source>track.privacy</source>
        <translation>Halaman ini tidak memuat nama dan NIK.</translation>
    </message>
    <message numerus="yes">
        <source>track.refresh</source>
        <translation>
            <numerusform>Diperbarui sendiri setiap {n} detik.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>track.standard</source>
        <translation>
            <numerusform>Standar layanan ini {n} hari kerja.</numerusform>
        </translation>
    </message>
    <message>
        <source>track.step_approved</source>
        <translation>Disetujui, dokumen diterbitkan</translation>
    </message>
    <message>
        <source>track.step_checked</source>
        <translation>Diperiksa petugas</translation>
    </message>
    <message>
        <source>track.step_complete</source>
        <translation>Berkas lengkap</translation>
    </message>
    <message>
        <source>track.step_handed</source>
        <translation>Diserahkan</translation>
    </message>
    <message>
        <source>track.step_ready</source>
        <translation>Dokumen siap diambil</translation>
    </message>
    <message>
        <source>track.step_registered</source>
        <translation>Terdaftar</translation>
    </message>
    <message>
        <source>track.survey_ask</source>
        <translation>Bagaimana pelayanan kami?</translation>
    </message>
    <message>
        <source>track.survey_go</source>
        <translation>Isi survei kepuasan</translation>
    </message>
    <message>
        <source>track.survey_text</source>
        <translation>9 pertanyaan, sekitar 2 menit. Tanpa nama.</translation>
    </message>
    <message>
        <source>track.waiting</source>
        <translation>Menunggu dipanggil</translation>
    </message>
    <message>
        <source>track.who_looked</source>
        <translation>Siapa yang melihat data saya</translation>
    </message>
    <message>
        <source>track.your_number</source>
        <translation>Nomor antrean Anda</translation>
    </message>
    <message>
        <source>training.band</source>
        <translation>DATA LATIHAN – tidak ada yang sungguhan di sini</translation>
    </message>
    <message>
        <source>until.hint</source>
        <translation>boleh kosong</translation>
    </message>
    <message>
        <source>until.label</source>
        <translation>Kembali sekitar jam</translation>
    </message>
    <message>
        <source>until.past</source>
        <translation>Jam itu sudah lewat. Isi jam sesudah {now}.</translation>
    </message>
    <message>
        <source>until.wrong</source>
        <translation>Isi jam, contoh 10.30.</translation>
    </message>
    <message>
        <source>verb.bring_back</source>
        <translation>Antrekan lagi</translation>
    </message>
    <message>
        <source>verb.call</source>
        <translation>Panggil sekarang</translation>
    </message>
    <message>
        <source>verb.cancel</source>
        <translation>Batalkan nomor</translation>
    </message>
    <message>
        <source>verb.choose_number</source>
        <translation>Nomor tertentu</translation>
    </message>
    <message>
        <source>verb.finish</source>
        <translation>Selesaikan</translation>
    </message>
    <message>
        <source>verb.finish_and_call</source>
        <translation>Selesai, lalu panggil</translation>
    </message>
    <message>
        <source>verb.finish_and_issue</source>
        <translation>Selesai, lalu cetak tiket</translation>
    </message>
    <message>
        <source>verb.hand_back</source>
        <translation>Kembalikan</translation>
    </message>
    <message>
        <source>verb.park</source>
        <translation>Tunda</translation>
    </message>
    <message>
        <source>verb.priority</source>
        <translation>Tetapkan prioritas</translation>
    </message>
    <message>
        <source>verb.resume</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>verb.serve_present</source>
        <translation>Mulai melayani</translation>
    </message>
    <message>
        <source>verb.stay</source>
        <translation>Tetap melayani</translation>
    </message>
    <message>
        <source>verb.transfer</source>
        <translation>Alihkan</translation>
    </message>
    <message>
        <source>verb_done.brought_back</source>
        <translation>{number} diantrekan lagi</translation>
    </message>
    <message>
        <source>verb_done.called</source>
        <translation>{number} dipanggil di luar urutan</translation>
    </message>
    <message>
        <source>verb_done.cancelled</source>
        <translation>{number} dibatalkan</translation>
    </message>
    <message>
        <source>verb_done.finished_and_called</source>
        <translation>{number} selesai, {next} dipanggil</translation>
    </message>
    <message>
        <source>verb_done.finished_nobody</source>
        <translation>{number} selesai. Belum ada yang menunggu.</translation>
    </message>
    <message>
        <source>verb_done.handed_back</source>
        <translation>{number} kembali ke antrean</translation>
    </message>
    <message>
        <source>verb_done.next_issued</source>
        <translation>{number} selesai, {next} dibuat</translation>
    </message>
    <message>
        <source>verb_done.no_priority</source>
        <translation>{number} tanpa prioritas</translation>
    </message>
    <message>
        <source>verb_done.parked</source>
        <translation>{number} ditunda: {place}</translation>
    </message>
    <message>
        <source>verb_done.parked_until</source>
        <translation>{number} ditunda sampai {time}: {place}</translation>
    </message>
    <message>
        <source>verb_done.present</source>
        <translation>{number} dilayani langsung</translation>
    </message>
    <message>
        <source>verb_done.prioritised</source>
        <translation>{number} kini prioritas: {name}</translation>
    </message>
    <message>
        <source>verb_done.resumed</source>
        <translation>{number} dilanjutkan</translation>
    </message>
    <message>
        <source>verb_done.transferred</source>
        <translation>{number} dialihkan: {name}</translation>
    </message>
    <message>
        <source>waiting.empty</source>
        <translation>Antrean {letter} kosong</translation>
    </message>
    <message>
        <source>waiting.longest</source>
        <translation>Terlama {n} menit</translation>
    </message>
    <message>
        <source>waiting.more</source>
        <translation>{n} nomor lagi</translation>
    </message>
    <message>
        <source>waiting.not_printed</source>
        <translation>Belum tercetak</translation>
    </message>
    <message>
        <source>waiting.order</source>
        <translation>Urutan: {priority} prioritas, lalu {regular} biasa</translation>
    </message>
    <message>
        <source>waiting.order_hub</source>
        <translation>Urutan ditentukan pusat loket</translation>
    </message>
    <message>
        <source>waiting.stale</source>
        <translation>Keadaan {time}, mungkin berubah</translation>
    </message>
    <message>
        <source>waiting.title</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>weekday.d1</source>
        <translation>Senin</translation>
    </message>
    <message>
        <source>weekday.d2</source>
        <translation>Selasa</translation>
    </message>
    <message>
        <source>weekday.d3</source>
        <translation>Rabu</translation>
    </message>
    <message>
        <source>weekday.d4</source>
        <translation>Kamis</translation>
    </message>
    <message>
        <source>weekday.d5</source>
        <translation>Jumat</translation>
    </message>
    <message>
        <source>weekday.d6</source>
        <translation>Sabtu</translation>
    </message>
    <message>
        <source>weekday.d7</source>
        <translation>Minggu</translation>
    </message>
    <message>
        <source>why.aged</source>
        <translation>Mengapa nomor ini? Sudah menunggu lebih dari {limit} menit, jadi didahulukan.</translation>
    </message>
    <message>
        <source>why.chosen</source>
        <translation>Mengapa nomor ini? Dipilih petugas di luar urutan.</translation>
    </message>
    <message>
        <source>why.chosen_because</source>
        <translation>Mengapa nomor ini? Dipilih petugas: {reason}.</translation>
    </message>
    <message>
        <source>why.present</source>
        <translation>Mengapa nomor ini? Pusat loket tidak menjawab, dan orangnya ada di depan loket.</translation>
    </message>
    <message>
        <source>why.priority</source>
        <translation>Mengapa nomor ini? Giliran prioritas: {p} prioritas, lalu {r} biasa.</translation>
    </message>
    <message>
        <source>why.regular</source>
        <translation>Mengapa nomor ini? Paling lama menunggu di antrean biasa.</translation>
    </message>
    <message>
        <source>why.returned</source>
        <translation>Mengapa nomor ini? Kembali dengan nomor yang sama, ditempatkan di sepertiga depan.</translation>
    </message>
    <message>
        <source>why.title</source>
        <translation>Mengapa nomor ini?</translation>
    </message>
    <message>
        <source>zoom.larger</source>
        <translation>Perbesar</translation>
    </message>
    <message>
        <source>zoom.normal</source>
        <translation>Ukuran biasa</translation>
    </message>
    <message>
        <source>zoom.smaller</source>
        <translation>Perkecil</translation>
    </message>
</context>
</TS>
