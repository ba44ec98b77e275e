<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>counter</name>
    <message>
        <source>act.brought_back</source>
        <translation>back in the queue</translation>
    </message>
    <message>
        <source>act.called</source>
        <translation>call</translation>
    </message>
    <message>
        <source>act.cancelled</source>
        <translation>cancelling</translation>
    </message>
    <message>
        <source>act.counter.closed</source>
        <translation>counter closed</translation>
    </message>
    <message>
        <source>act.counter.opened</source>
        <translation>counter opened</translation>
    </message>
    <message>
        <source>act.finished</source>
        <translation>finish</translation>
    </message>
    <message>
        <source>act.handed_back</source>
        <translation>back to the queue</translation>
    </message>
    <message>
        <source>act.incident.closed</source>
        <translation>incident closed</translation>
    </message>
    <message>
        <source>act.issued</source>
        <translation>new ticket</translation>
    </message>
    <message>
        <source>act.no_show</source>
        <translation>not here</translation>
    </message>
    <message>
        <source>act.parked</source>
        <translation>hold</translation>
    </message>
    <message>
        <source>act.prioritised</source>
        <translation>priority</translation>
    </message>
    <message>
        <source>act.started</source>
        <translation>start</translation>
    </message>
    <message>
        <source>act.transcribed</source>
        <translation>paper ticket</translation>
    </message>
    <message>
        <source>act.transferred</source>
        <translation>transfer</translation>
    </message>
    <message>
        <source>act.unparked</source>
        <translation>back from hold</translation>
    </message>
    <message>
        <source>applicant.birth_date</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>applicant.child_name</source>
        <translation>Child's name</translation>
    </message>
    <message>
        <source>applicant.full_name</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>applicant.identity</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>applicant.identity_nik</source>
        <translation>NIK</translation>
    </message>
    <message>
        <source>applicant.kept</source>
        <translation>What you typed is kept</translation>
    </message>
    <message>
        <source>applicant.nik_ok</source>
        <translation>16 digits, {region}</translation>
    </message>
    <message>
        <source>applicant.optional</source>
        <translation>may stay empty</translation>
    </message>
    <message>
        <source>applicant.phone</source>
        <translation>Mobile number</translation>
    </message>
    <message>
        <source>applicant.prefilled</source>
        <translation>Data from the visit of {date}</translation>
    </message>
    <message>
        <source>applicant.title</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>aside.absent</source>
        <translation>Not here {n}</translation>
    </message>
    <message>
        <source>aside.both</source>
        <translation>On hold {parked}, not here {absent}</translation>
    </message>
    <message>
        <source>aside.for_here</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>aside.overdue</source>
        <translation>{number} is due</translation>
    </message>
    <message>
        <source>aside.parked</source>
        <translation>On hold {n}</translation>
    </message>
    <message>
        <source>aside.rail</source>
        <translation>Waiting {n}, on hold {parked}</translation>
    </message>
    <message>
        <source>aside.returned</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>away.how</source>
        <translation>Serve the person already in front of you</translation>
    </message>
    <message>
        <source>away.step_1</source>
        <translation>Type the ticket number of the person in front of you, or scan its QR code.</translation>
    </message>
    <message>
        <source>away.step_2</source>
        <translation>Press F5. The call is recorded as a direct call.</translation>
    </message>
    <message>
        <source>away.step_3</source>
        <translation>If another counter calls the same number, the supervisor is told. Both records stay.</translation>
    </message>
    <message>
        <source>away.text</source>
        <translation>“Call next” waits for the hub, so that two counters don't call the same person. All other work goes on and is saved on this computer.</translation>
    </message>
    <message>
        <source>away.title</source>
        <translation>The hub has not answered since {time}</translation>
    </message>
    <message>
        <source>break.busy</source>
        <translation>{number} is still at this counter. Finish first, then take a break.</translation>
    </message>
    <message>
        <source>break.name</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>break.reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>break.start</source>
        <translation>Start the break</translation>
    </message>
    <message>
        <source>break.text</source>
        <translation>The counter shows as on a break and the screen is locked until you are back.</translation>
    </message>
    <message>
        <source>break.title</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>break_reason.fault</source>
        <translation>Equipment trouble</translation>
    </message>
    <message>
        <source>break_reason.meal</source>
        <translation>Lunch</translation>
    </message>
    <message>
        <source>break_reason.meeting</source>
        <translation>Meeting or other duty</translation>
    </message>
    <message>
        <source>break_reason.prayer</source>
        <translation>Prayer</translation>
    </message>
    <message>
        <source>break_reason.rest</source>
        <translation>Short rest</translation>
    </message>
    <message>
        <source>called.prepare</source>
        <translation>While waiting for the applicant: what to check.</translation>
    </message>
    <message>
        <source>called_again.done</source>
        <translation>{number} called again</translation>
    </message>
    <message numerus="yes">
        <source>called_again.limit</source>
        <translation>
            <numerusform>Called {n} time</numerusform>
            <numerusform>Called {n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>called_again.limit_text</source>
        <translation>Nobody comes? Record it with F4; the number can be put back in the queue.</translation>
    </message>
    <message>
        <source>cancelled_because.issued_twice</source>
        <translation>issued twice</translation>
    </message>
    <message>
        <source>cancelled_because.left</source>
        <translation>the person went home</translation>
    </message>
    <message>
        <source>cancelled_because.paper_lost</source>
        <translation>the slip never came out</translation>
    </message>
    <message>
        <source>cancelled_because.wrong_service</source>
        <translation>wrong service</translation>
    </message>
    <message>
        <source>check.applies</source>
        <translation>Applies</translation>
    </message>
    <message>
        <source>check.applies_not</source>
        <translation>Does not apply</translation>
    </message>
    <message>
        <source>check.keys</source>
        <translation>Arrows choose, a letter sets</translation>
    </message>
    <message>
        <source>check.none</source>
        <translation>This service needs no papers</translation>
    </message>
    <message>
        <source>check.note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>check.note_needed</source>
        <translation>Note for the applicant (needed for another reason, is printed too)</translation>
    </message>
    <message>
        <source>check.note_optional</source>
        <translation>Note for the applicant (may stay empty, is printed too)</translation>
    </message>
    <message>
        <source>check.question</source>
        <translation>Applies {condition}?</translation>
    </message>
    <message>
        <source>check.reason_hint</source>
        <translation>a digit chooses, Enter keeps it, Esc cancels</translation>
    </message>
    <message>
        <source>check.reason_rejected</source>
        <translation>Reason for rejection</translation>
    </message>
    <message>
        <source>check.reason_waived</source>
        <translation>Reason for waiving</translation>
    </message>
    <message>
        <source>check.todo</source>
        <translation>Not checked yet: {n} of {total} papers</translation>
    </message>
    <message>
        <source>check.unanswered</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>checklist.complete</source>
        <translation>Papers complete</translation>
    </message>
    <message numerus="yes">
        <source>checklist.conditional_off</source>
        <translation>
            <numerusform>{n} conditional requirement does not apply</numerusform>
            <numerusform>{n} conditional requirements do not apply</numerusform>
        </translation>
    </message>
    <message>
        <source>checklist.count</source>
        <translation>{n} of {total} present</translation>
    </message>
    <message>
        <source>checklist.incomplete</source>
        <translation>Incomplete: {parts}</translation>
    </message>
    <message numerus="yes">
        <source>checklist.not_printed</source>
        <translation>
            <numerusform>Not printed: {n} field needs correcting</numerusform>
            <numerusform>Not printed: {n} fields need correcting</numerusform>
        </translation>
    </message>
    <message>
        <source>checklist.part_missing</source>
        <translation>{n} missing</translation>
    </message>
    <message>
        <source>checklist.part_rejected</source>
        <translation>{n} rejected</translation>
    </message>
    <message>
        <source>checklist.part_to_follow</source>
        <translation>{n} to follow</translation>
    </message>
    <message>
        <source>checklist.reason</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>checklist.required</source>
        <translation>{n} required, {conditional} conditional</translation>
    </message>
    <message>
        <source>checklist.title</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>chosen_because.appointed</source>
        <translation>appointed at this hour</translation>
    </message>
    <message>
        <source>chosen_because.present</source>
        <translation>standing at the counter</translation>
    </message>
    <message>
        <source>chosen_because.together</source>
        <translation>of one family or group</translation>
    </message>
    <message>
        <source>chosen_because.told</source>
        <translation>the supervisor said so</translation>
    </message>
    <message>
        <source>chosen_because.urgent</source>
        <translation>an emergency</translation>
    </message>
    <message>
        <source>chosen_because.weak</source>
        <translation>too weak to wait</translation>
    </message>
    <message>
        <source>closing.and_more</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>closing.at_counter</source>
        <translation>{number} counter {n}</translation>
    </message>
    <message>
        <source>closing.back</source>
        <translation>Back to work</translation>
    </message>
    <message>
        <source>closing.busy</source>
        <translation>{number} is still at this counter. Finish first to close the counter only.</translation>
    </message>
    <message>
        <source>closing.called</source>
        <translation>Called, not here yet: recorded as not here</translation>
    </message>
    <message>
        <source>closing.cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>closing.counter_closed</source>
        <translation>Counter {n} is closed. {summary}</translation>
    </message>
    <message>
        <source>closing.counter_text</source>
        <translation>Close the counter: your shift ends, the business day stays open.</translation>
    </message>
    <message>
        <source>closing.day</source>
        <translation>Close the business day</translation>
    </message>
    <message>
        <source>closing.day_closed</source>
        <translation>The business day is closed. {summary}</translation>
    </message>
    <message>
        <source>closing.day_ended</source>
        <translation>The business day is closed.</translation>
    </message>
    <message>
        <source>closing.elsewhere</source>
        <translation>Counters still open: {counters}. A supervisor closes the day, or anybody once all counters are closed.</translation>
    </message>
    <message>
        <source>closing.end_shift</source>
        <translation>End the shift</translation>
    </message>
    <message>
        <source>closing.left</source>
        <translation>What is not finished</translation>
    </message>
    <message>
        <source>closing.left_text</source>
        <translation>If the business day is closed, this can't be undone:</translation>
    </message>
    <message>
        <source>closing.no_show</source>
        <translation>Not here</translation>
    </message>
    <message>
        <source>closing.nobody_left</source>
        <translation>All of today's numbers are finished.</translation>
    </message>
    <message>
        <source>closing.open</source>
        <translation>Close the counter</translation>
    </message>
    <message>
        <source>closing.parked</source>
        <translation>Still put aside</translation>
    </message>
    <message>
        <source>closing.parked_served</source>
        <translation>Put aside after service began: recorded as finished, marked “not closed”</translation>
    </message>
    <message>
        <source>closing.parked_unserved</source>
        <translation>Put aside before service: recorded as not here</translation>
    </message>
    <message>
        <source>closing.reprinted</source>
        <translation>Printed again</translation>
    </message>
    <message>
        <source>closing.served</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>closing.serving</source>
        <translation>Being served: recorded as finished, marked “not closed”</translation>
    </message>
    <message>
        <source>closing.shift</source>
        <translation>Shift of {name} since {time}</translation>
    </message>
    <message>
        <source>closing.shift_ended</source>
        <translation>The shift has ended.</translation>
    </message>
    <message>
        <source>closing.shift_text</source>
        <translation>End the shift: the business day stays open.</translation>
    </message>
    <message>
        <source>closing.summary</source>
        <translation>{n} served, {no_show} not here.</translation>
    </message>
    <message>
        <source>closing.title</source>
        <translation>Close counter {n}</translation>
    </message>
    <message>
        <source>closing.waiting</source>
        <translation>Still waiting: stays recorded as waiting, is not called again</translation>
    </message>
    <message>
        <source>cmd.all_keys</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>cmd.back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>cmd.by_key</source>
        <translation>Key {key}</translation>
    </message>
    <message>
        <source>cmd.call_again</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>cmd.call_next</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>cmd.find</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>cmd.find_ticket</source>
        <translation>Find a ticket</translation>
    </message>
    <message>
        <source>cmd.finish</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>cmd.lock</source>
        <translation>Lock the counter</translation>
    </message>
    <message>
        <source>cmd.new_ticket</source>
        <translation>New ticket</translation>
    </message>
    <message>
        <source>cmd.not_here</source>
        <translation>Not here</translation>
    </message>
    <message>
        <source>cmd.open_counter</source>
        <translation>Open counter {n}</translation>
    </message>
    <message>
        <source>cmd.print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>cmd.print_again</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>cmd.print_missing</source>
        <translation>Print the missing-papers slip</translation>
    </message>
    <message>
        <source>cmd.print_receipt</source>
        <translation>Print the receipt</translation>
    </message>
    <message>
        <source>cmd.print_report</source>
        <translation>Print the report</translation>
    </message>
    <message numerus="yes">
        <source>cmd.print_tickets</source>
        <translation>
            <numerusform>Print {n} ticket</numerusform>
            <numerusform>Print {n} tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>cmd.start_serving</source>
        <translation>Start serving</translation>
    </message>
    <message>
        <source>cmd.transfer_hold</source>
        <translation>Transfer or hold</translation>
    </message>
    <message>
        <source>cmd.undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>cmd.view</source>
        <translation>View</translation>
    </message>
    <message>
        <source>companion.add</source>
        <translation>Companion, thumbprint</translation>
    </message>
    <message>
        <source>companion.by_hand</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>companion.name</source>
        <translation>Companion</translation>
    </message>
    <message>
        <source>companion.relation</source>
        <translation>Relation of the companion</translation>
    </message>
    <message>
        <source>companion.signs</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>companion.thumbprint</source>
        <translation>Thumbprint</translation>
    </message>
    <message>
        <source>connect.address</source>
        <translation>Address of the hub</translation>
    </message>
    <message>
        <source>connect.address_empty</source>
        <translation>Enter the hub's address.</translation>
    </message>
    <message>
        <source>connect.address_hint</source>
        <translation>like 192.168.1.5:8443</translation>
    </message>
    <message>
        <source>connect.asking</source>
        <translation>Asking the hub</translation>
    </message>
    <message>
        <source>connect.code</source>
        <translation>Six-digit code</translation>
    </message>
    <message>
        <source>connect.code_hint</source>
        <translation>like 482 913</translation>
    </message>
    <message>
        <source>connect.code_wrong</source>
        <translation>Enter the six digits from the hub's screen.</translation>
    </message>
    <message>
        <source>connect.compare</source>
        <translation>Compare the eight characters above with the hub's screen. The same: press Enter. Different: Esc, then call the IT staff.</translation>
    </message>
    <message>
        <source>connect.done</source>
        <translation>This counter is connected</translation>
    </message>
    <message>
        <source>connect.done_text</source>
        <translation>Records are sent by themselves from now on. Press Enter to sign in.</translation>
    </message>
    <message>
        <source>connect.found</source>
        <translation>The hub answers</translation>
    </message>
    <message>
        <source>connect.local</source>
        <translation>The hub is on this computer. Press Enter to connect.</translation>
    </message>
    <message>
        <source>connect.nearby</source>
        <translation>A hub was found: {name}</translation>
    </message>
    <message>
        <source>connect.nearby_do</source>
        <translation>Its address is filled in. Type the code from its screen, then Enter.</translation>
    </message>
    <message>
        <source>connect.none_yet</source>
        <translation>Not connected yet</translation>
    </message>
    <message>
        <source>connect.open</source>
        <translation>Connect to a hub</translation>
    </message>
    <message>
        <source>connect.submit</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>connect.text</source>
        <translation>Address and code are on the hub's screen. A code is good for ten minutes.</translation>
    </message>
    <message>
        <source>connect.title</source>
        <translation>Connect this counter</translation>
    </message>
    <message>
        <source>correct.choose</source>
        <translation>Choose the row to correct first.</translation>
    </message>
    <message>
        <source>correct.command</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>correct.kept</source>
        <translation>Not printed yet. What you typed is kept.</translation>
    </message>
    <message>
        <source>correct.keys</source>
        <translation>Choose a row: {again} prints again, {correct} corrects.</translation>
    </message>
    <message>
        <source>correct.nothing</source>
        <translation>There is no paper of an application to correct yet.</translation>
    </message>
    <message>
        <source>correct.print</source>
        <translation>{paper}, CORRECTION {n}</translation>
    </message>
    <message>
        <source>correct.restored</source>
        <translation>The correction that was not printed yet is here again.</translation>
    </message>
    <message>
        <source>correct.text</source>
        <translation>Change what is wrong. The new paper says PERBAIKAN; the old one is void then.</translation>
    </message>
    <message>
        <source>correct.title</source>
        <translation>Correct {number}</translation>
    </message>
    <message>
        <source>correct.verb</source>
        <translation>Print correction</translation>
    </message>
    <message>
        <source>corrected.done</source>
        <translation>{number}: CORRECTION {n} printing, the old paper is void</translation>
    </message>
    <message>
        <source>corrected.kept</source>
        <translation>{number} corrected. The paper stays valid.</translation>
    </message>
    <message>
        <source>day.arrived</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>day.called</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>day.chart</source>
        <translation>Arrived and called per hour</translation>
    </message>
    <message>
        <source>day.clock</source>
        <translation>The computer's clock shows {day}.</translation>
    </message>
    <message>
        <source>day.clock_differs</source>
        <translation>That does not fit the last business day, {day}. Check the date before you open.</translation>
    </message>
    <message>
        <source>day.closed</source>
        <translation>The business day is not open</translation>
    </message>
    <message>
        <source>day.date</source>
        <translation>Business day</translation>
    </message>
    <message>
        <source>day.date_hint</source>
        <translation>for example 23 11 2026</translation>
    </message>
    <message>
        <source>day.date_wrong</source>
        <translation>Enter the date, for example 23 11 2026.</translation>
    </message>
    <message>
        <source>day.first_visit</source>
        <translation>Complete at the first visit</translation>
    </message>
    <message>
        <source>day.heat</source>
        <translation>Median wait, minutes</translation>
    </message>
    <message>
        <source>day.heat_axes</source>
        <translation>queue × hour of arrival</translation>
    </message>
    <message>
        <source>day.holiday</source>
        <translation>{day} is a holiday: {name}. The day can be opened all the same.</translation>
    </message>
    <message>
        <source>day.limit</source>
        <translation>limit {n} %</translation>
    </message>
    <message>
        <source>day.no_show</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>day.not_working</source>
        <translation>{day} is no working day by the calendar. The day can be opened all the same.</translation>
    </message>
    <message>
        <source>day.open</source>
        <translation>Open the day</translation>
    </message>
    <message>
        <source>day.over_limit</source>
        <translation>Waited more than {n} min</translation>
    </message>
    <message>
        <source>day.p90</source>
        <translation>p90 {n} min</translation>
    </message>
    <message>
        <source>day.service_median</source>
        <translation>Service, median</translation>
    </message>
    <message>
        <source>day.service_p90</source>
        <translation>Service p90</translation>
    </message>
    <message>
        <source>day.still_open</source>
        <translation>The business day {day} is not closed.</translation>
    </message>
    <message>
        <source>day.still_open_left</source>
        <translation>Opening another day closes it, and this can't be undone:</translation>
    </message>
    <message>
        <source>day.still_open_none</source>
        <translation>Opening another day closes it. All its numbers are finished.</translation>
    </message>
    <message>
        <source>day.text</source>
        <translation>The business day is opened once. All numbers and figures of today carry this date.</translation>
    </message>
    <message>
        <source>day.tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>day.tickets_sub</source>
        <translation>{n} served, {no_show} no-show</translation>
    </message>
    <message>
        <source>day.title</source>
        <translation>Today until {time}</translation>
    </message>
    <message>
        <source>day.today</source>
        <translation>Is today {day}?</translation>
    </message>
    <message>
        <source>day.wait_median</source>
        <translation>Wait, median</translation>
    </message>
    <message>
        <source>day.wait_p90</source>
        <translation>Wait p90</translation>
    </message>
    <message>
        <source>day_end.all_opened</source>
        <translation>Every counter was open today.</translation>
    </message>
    <message>
        <source>day_end.never</source>
        <translation>Counters that never opened today: {counters}.</translation>
    </message>
    <message>
        <source>day_end.no_day</source>
        <translation>No business day is open.</translation>
    </message>
    <message>
        <source>day_end.note</source>
        <translation>Note about the day, may stay empty</translation>
    </message>
    <message>
        <source>day_end.noted</source>
        <translation>Noted at the close: {note}</translation>
    </message>
    <message>
        <source>day_end.still</source>
        <translation>Still open, closed with the day: {counters}.</translation>
    </message>
    <message>
        <source>day_end.title</source>
        <translation>Close {day}?</translation>
    </message>
    <message>
        <source>display.break</source>
        <translation>Break {time}, some counters</translation>
    </message>
    <message>
        <source>display.counter</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>display.free</source>
        <translation>All services of {agency} are free of charge.</translation>
    </message>
    <message>
        <source>display.go</source>
        <translation>please go to</translation>
    </message>
    <message>
        <source>display.last</source>
        <translation>Last calls</translation>
    </message>
    <message>
        <source>display.no_money</source>
        <translation>Do not give money to officers.</translation>
    </message>
    <message>
        <source>display.number</source>
        <translation>Queue number</translation>
    </message>
    <message>
        <source>display.waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>display.zone</source>
        <translation>Zone {n}</translation>
    </message>
    <message>
        <source>done.again</source>
        <translation>{paper} {number} printing again</translation>
    </message>
    <message>
        <source>done.already_printed</source>
        <translation>Printed already. F9 prints it again.</translation>
    </message>
    <message>
        <source>done.choose_row</source>
        <translation>Choose a number in the list, then F9.</translation>
    </message>
    <message>
        <source>done.issued</source>
        <translation>{number} made</translation>
    </message>
    <message>
        <source>done.missing</source>
        <translation>Missing-papers slip printing</translation>
    </message>
    <message>
        <source>done.no_show</source>
        <translation>{number} not here</translation>
    </message>
    <message>
        <source>done.nothing_to_undo</source>
        <translation>Nothing can be undone any more.</translation>
    </message>
    <message>
        <source>done.printer_tried</source>
        <translation>Trying the printer again.</translation>
    </message>
    <message>
        <source>done.receipt</source>
        <translation>Receipt printing</translation>
    </message>
    <message>
        <source>done.started</source>
        <translation>{number} is being served</translation>
    </message>
    <message>
        <source>done.taken_back</source>
        <translation>{number}: {act} undone</translation>
    </message>
    <message>
        <source>draft.go_on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>draft.text</source>
        <translation>What was half typed is back.</translation>
    </message>
    <message>
        <source>draft.title</source>
        <translation>Go on with {number}?</translation>
    </message>
    <message>
        <source>error.birth_date</source>
        <translation>Enter the date of birth, for example 31 3 1980.</translation>
    </message>
    <message>
        <source>error.birth_date_unreal</source>
        <translation>There is no such date. Example: 31 3 1980.</translation>
    </message>
    <message>
        <source>error.birth_date_year</source>
        <translation>Write the year with four digits.</translation>
    </message>
    <message>
        <source>error.companion_name_needed</source>
        <translation>Enter the companion's name, or choose no companion.</translation>
    </message>
    <message>
        <source>error.companion_relation_needed</source>
        <translation>Choose how the companion is related to the applicant.</translation>
    </message>
    <message>
        <source>error.field_needed</source>
        <translation>Fill in “{label}”.</translation>
    </message>
    <message>
        <source>error.field_too_long</source>
        <translation>{n} letters at most.</translation>
    </message>
    <message>
        <source>error.generic</source>
        <translation>Check this field.</translation>
    </message>
    <message>
        <source>error.identity_needed</source>
        <translation>Enter the identity number, or choose “None”.</translation>
    </message>
    <message>
        <source>error.identity_number</source>
        <translation>An identity number has 5 to 20 letters and digits.</translation>
    </message>
    <message>
        <source>error.name_needed</source>
        <translation>Enter the full name.</translation>
    </message>
    <message>
        <source>error.nik_date</source>
        <translation>Digits 7 to 12 of the NIK are no date of birth. Compare them with the card.</translation>
    </message>
    <message numerus="yes">
        <source>error.nik_length</source>
        <translation>
            <numerusform>The NIK must have 16 digits. There is {n}.</numerusform>
            <numerusform>The NIK must have 16 digits. There are {n}.</numerusform>
        </translation>
    </message>
    <message>
        <source>error.nik_letters</source>
        <translation>A NIK has digits only.</translation>
    </message>
    <message>
        <source>error.nik_province</source>
        <translation>The first two digits of the NIK are no province. Compare them with the card.</translation>
    </message>
    <message>
        <source>error.paper_day</source>
        <translation>Enter a day from {earliest} to {latest}.</translation>
    </message>
    <message>
        <source>error.paper_day_form</source>
        <translation>Enter the day, for example 23 11 2026.</translation>
    </message>
    <message>
        <source>error.paper_number_form</source>
        <translation>That number is one that the program gives. A paper ticket: its digits only, or {example}.</translation>
    </message>
    <message>
        <source>error.paper_number_needed</source>
        <translation>Enter the number on the paper.</translation>
    </message>
    <message>
        <source>error.paper_number_queue</source>
        <translation>This service belongs to queue {queue}, not to number {number}.</translation>
    </message>
    <message>
        <source>error.paper_number_taken</source>
        <translation>{number} has been keyed in for that day.</translation>
    </message>
    <message>
        <source>error.paper_service</source>
        <translation>No service fits these words.</translation>
    </message>
    <message>
        <source>error.paper_time_day</source>
        <translation>That time has not come yet.</translation>
    </message>
    <message>
        <source>error.paper_time_form</source>
        <translation>Enter the time, for example 0905.</translation>
    </message>
    <message>
        <source>error.paper_time_missing</source>
        <translation>Enter when service started.</translation>
    </message>
    <message>
        <source>error.paper_time_order</source>
        <translation>Earlier than the time before it.</translation>
    </message>
    <message>
        <source>error.phone</source>
        <translation>The mobile number is not complete, for example 0812 3456 7890.</translation>
    </message>
    <message numerus="yes">
        <source>error.summary</source>
        <translation>
            <numerusform>{n} thing needs correcting</numerusform>
            <numerusform>{n} things need correcting</numerusform>
        </translation>
    </message>
    <message>
        <source>figures.after</source>
        <translation>After</translation>
    </message>
    <message>
        <source>figures.band</source>
        <translation>{band} min</translation>
    </message>
    <message>
        <source>figures.before</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>figures.by_agency</source>
        <translation>Agency</translation>
    </message>
    <message>
        <source>figures.by_bands</source>
        <translation>Waiting time</translation>
    </message>
    <message>
        <source>figures.by_compared</source>
        <translation>Compared</translation>
    </message>
    <message>
        <source>figures.by_counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>figures.by_hour</source>
        <translation>Hour</translation>
    </message>
    <message>
        <source>figures.by_kind</source>
        <translation>Kind of service</translation>
    </message>
    <message>
        <source>figures.by_moments</source>
        <translation>Counters and people waiting</translation>
    </message>
    <message>
        <source>figures.by_officer</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>figures.by_priority</source>
        <translation>Priority class</translation>
    </message>
    <message>
        <source>figures.by_queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>figures.by_service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>figures.counters</source>
        <translation>Counters open</translation>
    </message>
    <message>
        <source>figures.distribution</source>
        <translation>Distribution of waiting time, minutes</translation>
    </message>
    <message>
        <source>figures.empty</source>
        <translation>No queue numbers on this day.</translation>
    </message>
    <message>
        <source>figures.finished</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>figures.future</source>
        <translation>This day has not come yet.</translation>
    </message>
    <message>
        <source>figures.go_to</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>figures.holiday</source>
        <translation>A holiday: {name}.</translation>
    </message>
    <message>
        <source>figures.hour</source>
        <translation>{hour}.00</translation>
    </message>
    <message>
        <source>figures.in_table</source>
        <translation>The same figures stand in the table below.</translation>
    </message>
    <message>
        <source>figures.limit_n</source>
        <translation>{limit} · n {n}</translation>
    </message>
    <message>
        <source>figures.load</source>
        <translation>Counters open and people waiting</translation>
    </message>
    <message>
        <source>figures.minute</source>
        <translation>min</translation>
    </message>
    <message>
        <source>figures.n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>figures.no_show</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>figures.only_n</source>
        <translation>n {n}</translation>
    </message>
    <message>
        <source>figures.over_limit_percent</source>
        <translation>Waited over the limit</translation>
    </message>
    <message>
        <source>figures.p90_n</source>
        <translation>{p90} · n {n}</translation>
    </message>
    <message>
        <source>figures.reading</source>
        <translation>Reading the figures …</translation>
    </message>
    <message>
        <source>figures.regular</source>
        <translation>Regular</translation>
    </message>
    <message>
        <source>figures.serve_median_s</source>
        <translation>Service, median</translation>
    </message>
    <message>
        <source>figures.share</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>figures.show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>figures.table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>figures.this_day</source>
        <translation>This day</translation>
    </message>
    <message>
        <source>figures.tickets</source>
        <translation>Tickets</translation>
    </message>
    <message numerus="yes">
        <source>figures.uncertain</source>
        <translation>
            <numerusform>{n} uncertain interval, left out of medians</numerusform>
            <numerusform>{n} uncertain intervals, left out of medians</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>figures.usual</source>
        <translation>
            <numerusform>Usually ({n} week)</numerusform>
            <numerusform>Usually ({n} weeks)</numerusform>
        </translation>
    </message>
    <message>
        <source>figures.wait_median_s</source>
        <translation>Wait, median</translation>
    </message>
    <message>
        <source>figures.wait_p90_s</source>
        <translation>Wait, p90</translation>
    </message>
    <message>
        <source>figures.week_ago</source>
        <translation>A week ago</translation>
    </message>
    <message>
        <source>find.choose</source>
        <translation>Type words or choose a service by the arrows first.</translation>
    </message>
    <message>
        <source>find.for_visit</source>
        <translation>For the same person as {number}</translation>
    </message>
    <message numerus="yes">
        <source>find.hint</source>
        <translation>
            <numerusform>{n} service. Arrows choose, Enter prints the ticket.</numerusform>
            <numerusform>{n} services. Arrows choose, Enter prints the ticket.</numerusform>
        </translation>
    </message>
    <message>
        <source>find.issue</source>
        <translation>Print the ticket</translation>
    </message>
    <message>
        <source>find.nothing</source>
        <translation>No service for “{words}”. Try other words.</translation>
    </message>
    <message>
        <source>find.own</source>
        <translation>Services of this counter. Type everyday words, for example: ktp hilang.</translation>
    </message>
    <message>
        <source>find.papers_none</source>
        <translation>No papers to bring.</translation>
    </message>
    <message>
        <source>find.when</source>
        <translation>{form}, {condition}</translation>
    </message>
    <message>
        <source>find_all.at_counter</source>
        <translation>{state}, counter {n}</translation>
    </message>
    <message numerus="yes">
        <source>find_all.found</source>
        <translation>
            <numerusform>{n} found. Arrows choose, Enter opens.</numerusform>
            <numerusform>{n} found. Arrows choose, Enter opens.</numerusform>
        </translation>
    </message>
    <message>
        <source>find_all.hint</source>
        <translation>A ticket's number, name, NIK, phone, application number, code, service, or command.</translation>
    </message>
    <message>
        <source>find_all.issued</source>
        <translation>taken {time}</translation>
    </message>
    <message>
        <source>find_all.new_ticket</source>
        <translation>Enter: a new ticket for this service</translation>
    </message>
    <message>
        <source>find_all.nothing</source>
        <translation>Nothing fits “{words}”. Try a part of the name, the first digits of the NIK, or the ticket's number.</translation>
    </message>
    <message>
        <source>find_all.open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>find_all.state</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>find_all.title</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>find_group.applications</source>
        <translation>Applications</translation>
    </message>
    <message>
        <source>find_group.commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>find_group.people</source>
        <translation>Applicants</translation>
    </message>
    <message>
        <source>find_group.services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>find_group.tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>forgotten.approve</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>forgotten.done</source>
        <translation>{name} has a temporary PIN. Sign in with it.</translation>
    </message>
    <message>
        <source>forgotten.empty</source>
        <translation>Enter a temporary PIN.</translation>
    </message>
    <message>
        <source>forgotten.hub</source>
        <translation>A new PIN from the hub is good as soon as its catalogue arrives, without this step.</translation>
    </message>
    <message>
        <source>forgotten.no_supervisor</source>
        <translation>No supervisor is registered yet.</translation>
    </message>
    <message>
        <source>forgotten.officer</source>
        <translation>Officer who forgot</translation>
    </message>
    <message>
        <source>forgotten.open</source>
        <translation>PIN forgotten</translation>
    </message>
    <message>
        <source>forgotten.supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>forgotten.supervisor_pin</source>
        <translation>Supervisor's PIN</translation>
    </message>
    <message>
        <source>forgotten.temporary</source>
        <translation>Temporary PIN</translation>
    </message>
    <message>
        <source>forgotten.temporary_hint</source>
        <translation>4 to 12 digits</translation>
    </message>
    <message>
        <source>forgotten.text</source>
        <translation>A supervisor approves with their own PIN and makes a temporary one. It is good for {hours} hours, on this computer only, and must be changed when signing in.</translation>
    </message>
    <message>
        <source>forgotten.title</source>
        <translation>PIN forgotten</translation>
    </message>
    <message>
        <source>form.as_written</source>
        <translation>Keep as written</translation>
    </message>
    <message>
        <source>form.as_written_text</source>
        <translation>Is this how the card has it?</translation>
    </message>
    <message>
        <source>found.applicant</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>found.application</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>found.called</source>
        <translation>called {time}</translation>
    </message>
    <message>
        <source>found.code</source>
        <translation>Tracking code</translation>
    </message>
    <message>
        <source>found.day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>found.due</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>found.ended</source>
        <translation>ended {time}</translation>
    </message>
    <message>
        <source>found.gone</source>
        <translation>This is not here any more.</translation>
    </message>
    <message>
        <source>found.in_front</source>
        <translation>{number} is in front of you.</translation>
    </message>
    <message>
        <source>found.issued</source>
        <translation>taken {time}</translation>
    </message>
    <message>
        <source>found.missing</source>
        <translation>Missing</translation>
    </message>
    <message numerus="yes">
        <source>found.missing_slips</source>
        <translation>
            <numerusform>missing-papers slip {n} time</numerusform>
            <numerusform>missing-papers slip {n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>found.no_application</source>
        <translation>There is no application for this ticket yet.</translation>
    </message>
    <message>
        <source>found.nothing_to_print</source>
        <translation>This application has no ticket here.</translation>
    </message>
    <message>
        <source>found.number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>found.opened</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>found.other_agency</source>
        <translation>A case of {agency}. Only that agency sees the applicant's data.</translation>
    </message>
    <message>
        <source>found.papers</source>
        <translation>Papers</translation>
    </message>
    <message numerus="yes">
        <source>found.papers_all</source>
        <translation>
            <numerusform>{n} paper, all here</numerusform>
            <numerusform>{n} papers, all here</numerusform>
        </translation>
    </message>
    <message>
        <source>found.papers_some</source>
        <translation>{n} of {all} papers are here</translation>
    </message>
    <message>
        <source>found.print_other</source>
        <translation>Papers of {agency} are printed at their counter.</translation>
    </message>
    <message>
        <source>found.printed</source>
        <translation>Printed</translation>
    </message>
    <message numerus="yes">
        <source>found.receipts</source>
        <translation>
            <numerusform>receipt {n} time</numerusform>
            <numerusform>receipt {n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>found.replaced</source>
        <translation>This paper has been replaced</translation>
    </message>
    <message>
        <source>found.replaced_text</source>
        <translation>In force: correction {n}. Ask for the new paper, or print it again by F9.</translation>
    </message>
    <message numerus="yes">
        <source>found.slips</source>
        <translation>
            <numerusform>ticket {n} time</numerusform>
            <numerusform>ticket {n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>found.spelled</source>
        <translation>On the telephone</translation>
    </message>
    <message>
        <source>found.spelling</source>
        <translation>zero one two three four five six seven eight nine Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango Victor Whiskey X-ray Yankee Zulu</translation>
    </message>
    <message>
        <source>found.started</source>
        <translation>served from {time}</translation>
    </message>
    <message>
        <source>found.state</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>found.status</source>
        <translation>State</translation>
    </message>
    <message>
        <source>found.ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>found.times</source>
        <translation>Times</translation>
    </message>
    <message>
        <source>hall.absent</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>hall.absent_at</source>
        <translation>Did not come when called, {time}</translation>
    </message>
    <message>
        <source>hall.absent_row</source>
        <translation>counter {n}, {time}</translation>
    </message>
    <message>
        <source>hall.act</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>hall.acts</source>
        <translation>What can be done</translation>
    </message>
    <message>
        <source>hall.at</source>
        <translation>Counter {n}.</translation>
    </message>
    <message>
        <source>hall.bring_back</source>
        <translation>Bring {number} back to the queue</translation>
    </message>
    <message>
        <source>hall.calling_for</source>
        <translation>Calling {time}</translation>
    </message>
    <message>
        <source>hall.clock</source>
        <translation>clock off by {n} s</translation>
    </message>
    <message>
        <source>hall.close_counter</source>
        <translation>Close counter {n}</translation>
    </message>
    <message>
        <source>hall.close_incident</source>
        <translation>Close this incident</translation>
    </message>
    <message>
        <source>hall.closed_day</source>
        <translation>The business day is not open.</translation>
    </message>
    <message>
        <source>hall.counters</source>
        <translation>Counters</translation>
    </message>
    <message>
        <source>hall.crowded</source>
        <translation>Crowded</translation>
    </message>
    <message>
        <source>hall.crowded_many</source>
        <translation>{agency} is crowded: {n} waiting</translation>
    </message>
    <message>
        <source>hall.crowded_unserved</source>
        <translation>{agency}: {n} waiting, no counter open</translation>
    </message>
    <message>
        <source>hall.gone</source>
        <translation>It is not there any more.</translation>
    </message>
    <message>
        <source>hall.heard</source>
        <translation>Last connected {time}</translation>
    </message>
    <message>
        <source>hall.incident</source>
        <translation>{number}: {what}, {time}</translation>
    </message>
    <message>
        <source>hall.keys</source>
        <translation>Arrows choose, Enter opens what can be done.</translation>
    </message>
    <message>
        <source>hall.locked</source>
        <translation>The supervisor's screen is locked</translation>
    </message>
    <message>
        <source>hall.long_for</source>
        <translation>Long, {time}</translation>
    </message>
    <message>
        <source>hall.move</source>
        <translation>Move {number} to queue {letter}</translation>
    </message>
    <message>
        <source>hall.never_heard</source>
        <translation>{name} was never connected</translation>
    </message>
    <message>
        <source>hall.no_acts</source>
        <translation>There is nothing to do about this now.</translation>
    </message>
    <message>
        <source>hall.nobody_waits</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>hall.not_opened</source>
        <translation>not open yet</translation>
    </message>
    <message>
        <source>hall.note</source>
        <translation>Note, needed for the reason Other</translation>
    </message>
    <message>
        <source>hall.nothing</source>
        <translation>Nothing needs attention.</translation>
    </message>
    <message>
        <source>hall.of_n</source>
        <translation>n {n}</translation>
    </message>
    <message>
        <source>hall.officer_since</source>
        <translation>{name}, since {time}</translation>
    </message>
    <message>
        <source>hall.only_supervisor</source>
        <translation>This screen is for supervisors.</translation>
    </message>
    <message numerus="yes">
        <source>hall.open_counters</source>
        <translation>
            <numerusform>{n} counter open.</numerusform>
            <numerusform>{n} counters open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>hall.people</source>
        <translation>
            <numerusform>person</numerusform>
            <numerusform>people</numerusform>
        </translation>
    </message>
    <message>
        <source>hall.place</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>hall.put_in_line</source>
        <translation>Put {number} back in its place in the queue</translation>
    </message>
    <message>
        <source>hall.queue_absent</source>
        <translation>{n} did not come when called</translation>
    </message>
    <message>
        <source>hall.queue_title</source>
        <translation>Queue {letter}, {agency}</translation>
    </message>
    <message>
        <source>hall.queue_waiting</source>
        <translation>{n} waiting, longest {number}, {time}</translation>
    </message>
    <message>
        <source>hall.reason</source>
        <translation>Reason: {act}</translation>
    </message>
    <message>
        <source>hall.reason_hint</source>
        <translation>Digits choose, Enter does it.</translation>
    </message>
    <message>
        <source>hall.send</source>
        <translation>Send {number} to counter {n}</translation>
    </message>
    <message>
        <source>hall.serves</source>
        <translation>Serves queue {letters}</translation>
    </message>
    <message>
        <source>hall.sign_in</source>
        <translation>Sign in as supervisor</translation>
    </message>
    <message>
        <source>hall.silent</source>
        <translation>{name} offline since {time}</translation>
    </message>
    <message>
        <source>hall.silent_since</source>
        <translation>Offline {time}</translation>
    </message>
    <message>
        <source>hall.since</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>hall.ticket_called</source>
        <translation>{number} called, not here for {time}</translation>
    </message>
    <message>
        <source>hall.ticket_parked</source>
        <translation>{number} put aside for {time}</translation>
    </message>
    <message>
        <source>hall.ticket_serving</source>
        <translation>{number} served for {time}</translation>
    </message>
    <message>
        <source>hall.title</source>
        <translation>Hall</translation>
    </message>
    <message numerus="yes">
        <source>hall.unsent</source>
        <translation>
            <numerusform>{n} record waiting</numerusform>
            <numerusform>{n} records waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>hall.view</source>
        <translation>View</translation>
    </message>
    <message>
        <source>hall.waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>hall.zone</source>
        <translation>Zone {n}</translation>
    </message>
    <message>
        <source>hall_done.brought_back</source>
        <translation>{number} is back in the queue</translation>
    </message>
    <message>
        <source>hall_done.closed</source>
        <translation>Counter {n} is closed</translation>
    </message>
    <message>
        <source>hall_done.day_closed</source>
        <translation>The business day is closed</translation>
    </message>
    <message>
        <source>hall_done.in_line</source>
        <translation>{number} waits again in its place</translation>
    </message>
    <message>
        <source>hall_done.incident_closed</source>
        <translation>Incident {number} is closed</translation>
    </message>
    <message>
        <source>hall_done.moved</source>
        <translation>{number} waits in queue {letter}</translation>
    </message>
    <message>
        <source>hall_done.opened</source>
        <translation>Counter {n} is open</translation>
    </message>
    <message>
        <source>hall_done.sent</source>
        <translation>{number} waits for counter {n}</translation>
    </message>
    <message>
        <source>hall_done.taken_back</source>
        <translation>Taken back: {name} is as before</translation>
    </message>
    <message>
        <source>hall_reason.came_late</source>
        <translation>Came late</translation>
    </message>
    <message>
        <source>hall_reason.crowded</source>
        <translation>The queue is crowded</translation>
    </message>
    <message>
        <source>hall_reason.expert</source>
        <translation>Another officer is needed</translation>
    </message>
    <message>
        <source>hall_reason.fault</source>
        <translation>Equipment trouble</translation>
    </message>
    <message>
        <source>hall_reason.mistake</source>
        <translation>Pressed or called by mistake</translation>
    </message>
    <message>
        <source>hall_reason.no_officer</source>
        <translation>The officer is away</translation>
    </message>
    <message>
        <source>hall_reason.not_heard</source>
        <translation>Did not hear the call</translation>
    </message>
    <message>
        <source>hall_reason.other</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>hall_reason.planned</source>
        <translation>As planned</translation>
    </message>
    <message>
        <source>hall_reason.quiet</source>
        <translation>The queue is quiet</translation>
    </message>
    <message>
        <source>hall_reason.replaces</source>
        <translation>In place of another counter</translation>
    </message>
    <message>
        <source>help.break</source>
        <translation>The counter shows as on a break and the screen is locked.</translation>
    </message>
    <message>
        <source>help.call_again</source>
        <translation>Calls the same number once more.</translation>
    </message>
    <message>
        <source>help.call_next</source>
        <translation>Calls the number whose turn it is.</translation>
    </message>
    <message>
        <source>help.choose_number</source>
        <translation>Calls a given number, goes on with one on hold, brings back who did not come.</translation>
    </message>
    <message>
        <source>help.close</source>
        <translation>Closes what is open. No typing is lost.</translation>
    </message>
    <message>
        <source>help.close_day</source>
        <translation>Closes the business day, after naming who is not finished.</translation>
    </message>
    <message>
        <source>help.close_up</source>
        <translation>Shows the shift's count and who is not finished, then closes the counter.</translation>
    </message>
    <message>
        <source>help.companion</source>
        <translation>Notes who came along with the applicant, or a thumbprint.</translation>
    </message>
    <message>
        <source>help.connect</source>
        <translation>Connects this PC with a hub.</translation>
    </message>
    <message>
        <source>help.correct</source>
        <translation>Puts right a name, NIK, service or paper on what is printed already.</translation>
    </message>
    <message>
        <source>help.day_after</source>
        <translation>The figures of the day after.</translation>
    </message>
    <message>
        <source>help.day_before</source>
        <translation>The figures of the day before.</translation>
    </message>
    <message>
        <source>help.end_day</source>
        <translation>Closes the business day. Who is left is settled by the rules.</translation>
    </message>
    <message>
        <source>help.end_shift</source>
        <translation>Ends the shift, or closes the business day; who is not finished is named first.</translation>
    </message>
    <message>
        <source>help.find</source>
        <translation>Finds a ticket, applicant, application, service or command.</translation>
    </message>
    <message>
        <source>help.finish</source>
        <translation>Service ends. What was not printed yet is printed first.</translation>
    </message>
    <message>
        <source>help.forgotten_pin</source>
        <translation>A supervisor approves a temporary PIN.</translation>
    </message>
    <message>
        <source>help.help</source>
        <translation>Shows this page. Prints nothing.</translation>
    </message>
    <message>
        <source>help.issue_visit</source>
        <translation>Makes and prints the numbers for all services of this visit.</translation>
    </message>
    <message>
        <source>help.language</source>
        <translation>Screens in Indonesian. Papers stay as they were.</translation>
    </message>
    <message>
        <source>help.lock</source>
        <translation>Hides everything at once. What was typed is kept.</translation>
    </message>
    <message>
        <source>help.lost_slip</source>
        <translation>Finds a lost slip by time and service, and prints it again with the same number.</translation>
    </message>
    <message>
        <source>help.make_report</source>
        <translation>Makes the report's file as chosen.</translation>
    </message>
    <message>
        <source>help.move</source>
        <translation>Holds, transfers, hands back or cancels a number.</translation>
    </message>
    <message>
        <source>help.move_papers</source>
        <translation>Moves stuck papers to the other printer.</translation>
    </message>
    <message>
        <source>help.new_ticket</source>
        <translation>Makes a number; while serving, for the same person.</translation>
    </message>
    <message>
        <source>help.not_here</source>
        <translation>The person did not come when called.</translation>
    </message>
    <message>
        <source>help.open_found</source>
        <translation>Opens what is chosen.</translation>
    </message>
    <message>
        <source>help.paper_is_out</source>
        <translation>Answers the question after trouble: the paper is out.</translation>
    </message>
    <message>
        <source>help.paper_tickets</source>
        <translation>Keys in paper tickets of an outage, with their times.</translation>
    </message>
    <message>
        <source>help.print_again</source>
        <translation>Prints the last paper again, marked DUPLIKAT.</translation>
    </message>
    <message>
        <source>help.print_lost</source>
        <translation>Prints the chosen slip, marked DUPLIKAT.</translation>
    </message>
    <message>
        <source>help.print_report</source>
        <translation>Prints the report of the day that is looked at.</translation>
    </message>
    <message>
        <source>help.print_sheet</source>
        <translation>Prints the requirement sheet of the chosen service.</translation>
    </message>
    <message>
        <source>help.printer_setup</source>
        <translation>Chooses, looks at and tries a printer.</translation>
    </message>
    <message>
        <source>help.save_paper</source>
        <translation>Saves this paper ticket.</translation>
    </message>
    <message>
        <source>help.site_hub</source>
        <translation>Makes this PC the hub, connects other counters, shows who is connected.</translation>
    </message>
    <message>
        <source>help.start_serving</source>
        <translation>The person sits down: service time begins.</translation>
    </message>
    <message>
        <source>help.submit_papers</source>
        <translation>Prints the missing-papers slip or the receipt, as the list says.</translation>
    </message>
    <message>
        <source>help.switch</source>
        <translation>Another officer signs in with their PIN. The number at the counter is handed over or put back.</translation>
    </message>
    <message>
        <source>help.trial_page</source>
        <translation>Prints a page that shows width, letters and QR code.</translation>
    </message>
    <message>
        <source>help.turn_off_hub</source>
        <translation>Ends the hub on this PC, after one question.</translation>
    </message>
    <message>
        <source>help.undo</source>
        <translation>Takes back the last act. The history keeps both.</translation>
    </message>
    <message>
        <source>help.view_day</source>
        <translation>The figures of a day: plots, and the same as a table.</translation>
    </message>
    <message>
        <source>help.view_hall</source>
        <translation>Counters, queues and what needs attention, live.</translation>
    </message>
    <message>
        <source>help.view_reports</source>
        <translation>Makes the report of a day or month as PDF or spreadsheet.</translation>
    </message>
    <message>
        <source>help.zoom_in</source>
        <translation>Makes words and buttons larger.</translation>
    </message>
    <message>
        <source>help.zoom_normal</source>
        <translation>The size as it was.</translation>
    </message>
    <message>
        <source>help.zoom_out</source>
        <translation>Makes words and buttons smaller.</translation>
    </message>
    <message>
        <source>help_group.desk</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>help_group.hall</source>
        <translation>The supervisor's screens</translation>
    </message>
    <message>
        <source>help_group.hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>help_group.papers</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>help_group.printing</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>help_group.queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>help_group.shift</source>
        <translation>Officer and shift</translation>
    </message>
    <message>
        <source>help_group.typing</source>
        <translation>Typing and choosing</translation>
    </message>
    <message>
        <source>help_group.visit</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>help_page.by_find</source>
        <translation>by Ctrl+K</translation>
    </message>
    <message>
        <source>help_page.not_now</source>
        <translation>Not possible now: only {when}.</translation>
    </message>
    <message>
        <source>help_page.or</source>
        <translation>{one} or {other}</translation>
    </message>
    <message>
        <source>help_page.state</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>help_page.text</source>
        <translation>Esc goes back to work. What was typed stays.</translation>
    </message>
    <message>
        <source>help_page.title</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>help_typing.arrows</source>
        <translation>Up and down in a list</translation>
    </message>
    <message>
        <source>help_typing.enter</source>
        <translation>To the next field</translation>
    </message>
    <message>
        <source>help_typing.letters</source>
        <translation>In the list of papers: {states}</translation>
    </message>
    <message>
        <source>help_typing.tab</source>
        <translation>To the next part; with Shift, to the one before</translation>
    </message>
    <message>
        <source>help_when.called</source>
        <translation>after a call, before service starts</translation>
    </message>
    <message>
        <source>help_when.connect</source>
        <translation>while connecting</translation>
    </message>
    <message>
        <source>help_when.day</source>
        <translation>before the day is opened</translation>
    </message>
    <message>
        <source>help_when.idle</source>
        <translation>while nobody is at the counter</translation>
    </message>
    <message>
        <source>help_when.serving</source>
        <translation>while serving</translation>
    </message>
    <message>
        <source>help_when.sign_in</source>
        <translation>before signing in</translation>
    </message>
    <message>
        <source>help_when.work</source>
        <translation>after signing in and opening the day</translation>
    </message>
    <message>
        <source>history.clean</source>
        <translation>No dirty line.</translation>
    </message>
    <message>
        <source>history.dirt.bom</source>
        <translation>mark at the beginning of the file (BOM) read over</translation>
    </message>
    <message>
        <source>history.dirt.call_before_issue</source>
        <translation>called before issue (taken without the call)</translation>
    </message>
    <message>
        <source>history.dirt.clock_change</source>
        <translation>the hour of summer time's change (taken)</translation>
    </message>
    <message>
        <source>history.dirt.counter_bad</source>
        <translation>counter can't be read (taken without it)</translation>
    </message>
    <message>
        <source>history.dirt.double</source>
        <translation>double: same number, same time (left out)</translation>
    </message>
    <message>
        <source>history.dirt.header_again</source>
        <translation>the header once more (left out)</translation>
    </message>
    <message>
        <source>history.dirt.issue_unreadable</source>
        <translation>time of issue can't be read (left out)</translation>
    </message>
    <message>
        <source>history.dirt.missing_end</source>
        <translation>its end is missing (taken as it is)</translation>
    </message>
    <message>
        <source>history.dirt.number_bad</source>
        <translation>no number, or none that can be printed (left out)</translation>
    </message>
    <message>
        <source>history.dirt.number_jump</source>
        <translation>number jumps (taken)</translation>
    </message>
    <message>
        <source>history.dirt.number_twice</source>
        <translation>same number at another time (both taken)</translation>
    </message>
    <message>
        <source>history.dirt.office_missing</source>
        <translation>no office (left out)</translation>
    </message>
    <message>
        <source>history.dirt.out_of_order</source>
        <translation>start or finish too early (taken without it)</translation>
    </message>
    <message>
        <source>history.dirt.queue_missing</source>
        <translation>no queue (left out)</translation>
    </message>
    <message>
        <source>history.dirt.row_length</source>
        <translation>another number of fields than the header (left out)</translation>
    </message>
    <message>
        <source>history.dirt.status_odd</source>
        <translation>said not to have come, and was served (taken as served)</translation>
    </message>
    <message>
        <source>history.dirt.status_unknown</source>
        <translation>status is not in the map (taken without it)</translation>
    </message>
    <message>
        <source>history.dirt.time_unreadable</source>
        <translation>time can't be read (taken without it)</translation>
    </message>
    <message>
        <source>history.dirt.too_late</source>
        <translation>more than a day after issue (taken without it)</translation>
    </message>
    <message>
        <source>history.dirt.wrong_day</source>
        <translation>day and time of issue differ (left out)</translation>
    </message>
    <message>
        <source>history.dirt.wrong_year</source>
        <translation>wrong year: far from the rest of the history (left out)</translation>
    </message>
    <message>
        <source>history.duration</source>
        <translation>Duration</translation>
    </message>
    <message>
        <source>history.file</source>
        <translation>All dirty lines stand in {file}</translation>
    </message>
    <message>
        <source>history.finished</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>history.line</source>
        <translation>line {line}: {dirt}: {what}</translation>
    </message>
    <message>
        <source>history.more</source>
        <translation>… and {left} more</translation>
    </message>
    <message>
        <source>history.no_show</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>history.number</source>
        <translation>Number</translation>
    </message>
    <message numerus="yes">
        <source>history.papers_missing</source>
        <translation>
            <numerusform>{n} paper missing</numerusform>
            <numerusform>{n} papers missing</numerusform>
        </translation>
    </message>
    <message>
        <source>history.place</source>
        <translation>{first} to {last}: {days} business days, {queues} queues, {counters} counters.</translation>
    </message>
    <message>
        <source>history.receipt_printed</source>
        <translation>Receipt printed</translation>
    </message>
    <message>
        <source>history.result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>history.service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>history.simulated</source>
        <translation>{tickets} practice tickets on {days} business days ({first_day} to {last_day}), {counters} counters. Open it with: counter-app run --data {data} (officer {who}).</translation>
    </message>
    <message numerus="yes">
        <source>history.summary</source>
        <translation>
            <numerusform>{n} person, median {minutes} min</numerusform>
            <numerusform>{n} people, median {minutes} min</numerusform>
        </translation>
    </message>
    <message>
        <source>history.taken</source>
        <translation>{office}: {tickets} tickets taken from {lines} lines; {left_out} lines left out, {already} tickets taken before.</translation>
    </message>
    <message>
        <source>history.times</source>
        <translation>Called {called}, started {started}, finished {finished}, not come {no_show}, cancelled {cancelled}.</translation>
    </message>
    <message>
        <source>history.title</source>
        <translation>Served at this counter today</translation>
    </message>
    <message>
        <source>history.unknown.called_at</source>
        <translation>This file tells of no calls: all tickets stay waiting.</translation>
    </message>
    <message>
        <source>history.unknown.finished_at</source>
        <translation>This file does not tell when service ended: nobody counts as finished or not come.</translation>
    </message>
    <message>
        <source>history.unknown.started_at</source>
        <translation>This file does not tell when service began: how long it took is not known.</translation>
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
        <translation>None</translation>
    </message>
    <message>
        <source>identity.passport</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>identity.plb</source>
        <translation>Border pass</translation>
    </message>
    <message>
        <source>idle.text_1</source>
        <translation>A new number in queue {letter} appears on the right with one sound.</translation>
    </message>
    <message>
        <source>idle.text_2</source>
        <translation>Someone in front of you without a number? Make a ticket with F8.</translation>
    </message>
    <message>
        <source>idle.title</source>
        <translation>Nobody is waiting yet</translation>
    </message>
    <message>
        <source>idle_waiting.empty_queues</source>
        <translation>Queues {letters} are empty</translation>
    </message>
    <message>
        <source>idle_waiting.nobody_served</source>
        <translation>Nobody has been served at this counter today.</translation>
    </message>
    <message>
        <source>idle_waiting.one_queue</source>
        <translation>queue {letter}</translation>
    </message>
    <message>
        <source>idle_waiting.text</source>
        <translation>First is {number}, {service}. Call with F2.</translation>
    </message>
    <message numerus="yes">
        <source>idle_waiting.title</source>
        <translation>
            <numerusform>{n} person is waiting</numerusform>
            <numerusform>{n} people are waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>in_hand.choice</source>
        <translation>Who goes on</translation>
    </message>
    <message>
        <source>in_hand.hand_over</source>
        <translation>{name} goes on</translation>
    </message>
    <message>
        <source>in_hand.kept</source>
        <translation>What was typed and checked for {number} is kept.</translation>
    </message>
    <message>
        <source>in_hand.put_back</source>
        <translation>Back to the queue, in its old place</translation>
    </message>
    <message>
        <source>in_hand.take_over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>in_hand.text</source>
        <translation>{name} takes over the counter. Who goes on with {number}?</translation>
    </message>
    <message>
        <source>in_hand.title</source>
        <translation>{number} is still at this counter</translation>
    </message>
    <message>
        <source>incident.did_called</source>
        <translation>Counter {n} called</translation>
    </message>
    <message>
        <source>incident.did_forked</source>
        <translation>Data of counter {n} was copied or put back</translation>
    </message>
    <message>
        <source>incident.did_started</source>
        <translation>Counter {n} served</translation>
    </message>
    <message>
        <source>incident.log_forked</source>
        <translation>Two versions of its records</translation>
    </message>
    <message>
        <source>incident.no_effect</source>
        <translation>Nobody was affected</translation>
    </message>
    <message>
        <source>incident.no_match</source>
        <translation>Served without a matching ticket</translation>
    </message>
    <message>
        <source>incident.number_mistyped</source>
        <translation>A number was mistyped</translation>
    </message>
    <message>
        <source>incident.old_authority</source>
        <translation>Called by the former hub</translation>
    </message>
    <message>
        <source>incident.other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>incident.person_served</source>
        <translation>The person was served</translation>
    </message>
    <message>
        <source>incident.person_told</source>
        <translation>The person was told and waits</translation>
    </message>
    <message>
        <source>incident.two_called</source>
        <translation>Called by two counters</translation>
    </message>
    <message>
        <source>incident.two_served</source>
        <translation>Handled by two counters</translation>
    </message>
    <message>
        <source>kiosk.about</source>
        <translation>about {n} min</translation>
    </message>
    <message>
        <source>kiosk.chain</source>
        <translation>No {document} yet?</translation>
    </message>
    <message>
        <source>kiosk.chain_add</source>
        <translation>Add a number for {agency}</translation>
    </message>
    <message>
        <source>kiosk.chain_text</source>
        <translation>Get it at {agency}, counter {n}. About {minutes} min, free.</translation>
    </message>
    <message>
        <source>kiosk.closed</source>
        <translation>Closed today</translation>
    </message>
    <message>
        <source>kiosk.done_in</source>
        <translation>Ready in</translation>
    </message>
    <message>
        <source>kiosk.entitled</source>
        <translation>I am entitled to the priority queue</translation>
    </message>
    <message>
        <source>kiosk.help</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>kiosk.help_text</source>
        <translation>an officer comes to this kiosk</translation>
    </message>
    <message>
        <source>kiosk.hint</source>
        <translation>Touch an agency. You see the papers to bring before you take a number.</translation>
    </message>
    <message>
        <source>kiosk.incomplete_ok</source>
        <translation>Papers incomplete? You may still take a number.</translation>
    </message>
    <message>
        <source>kiosk.no_queue</source>
        <translation>No queue</translation>
    </message>
    <message>
        <source>kiosk.papers</source>
        <translation>Papers you need to bring</translation>
    </message>
    <message numerus="yes">
        <source>kiosk.people</source>
        <translation>
            <numerusform>{n} person</numerusform>
            <numerusform>{n} people</numerusform>
        </translation>
    </message>
    <message>
        <source>kiosk.print_only</source>
        <translation>Print the list of papers only</translation>
    </message>
    <message>
        <source>kiosk.priority</source>
        <translation>Priority queue</translation>
    </message>
    <message>
        <source>kiosk.priority_text</source>
        <translation>elderly, disability, pregnant, small child</translation>
    </message>
    <message>
        <source>kiosk.search</source>
        <translation>Find a service, for example: ktp hilang</translation>
    </message>
    <message>
        <source>kiosk.take</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>kiosk.title</source>
        <translation>What do you need?</translation>
    </message>
    <message>
        <source>kiosk.unsure</source>
        <translation>Not sure?</translation>
    </message>
    <message>
        <source>kiosk.unsure_text</source>
        <translation>Ask the information desk</translation>
    </message>
    <message>
        <source>kiosk.waiting_now</source>
        <translation>Waiting now</translation>
    </message>
    <message>
        <source>language.code_of_other</source>
        <translation>id</translation>
    </message>
    <message>
        <source>language.other</source>
        <translation>Bahasa Indonesia</translation>
    </message>
    <message>
        <source>leaving.next</source>
        <translation>Next is {number}, {service}.</translation>
    </message>
    <message>
        <source>leaving.nobody</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>leaving.text</source>
        <translation>Stay, or finish and call the next number?</translation>
    </message>
    <message>
        <source>leaving.title</source>
        <translation>{number} is not finished</translation>
    </message>
    <message>
        <source>leaving.will_end</source>
        <translation>If finished, the service of {number} ends now.</translation>
    </message>
    <message>
        <source>leaving.will_print</source>
        <translation>If finished, the slip or receipt that is not out yet is printed first.</translation>
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
        <translation>The counter is open again</translation>
    </message>
    <message>
        <source>lock.break_since</source>
        <translation>{reason}, since {time}. Type your PIN to open the counter again.</translation>
    </message>
    <message>
        <source>lock.break_title</source>
        <translation>Counter {n} is on a break</translation>
    </message>
    <message>
        <source>lock.number</source>
        <translation>Number at the counter</translation>
    </message>
    <message>
        <source>lock.state</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>lock.state_break</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>lock.switch</source>
        <translation>Change officer</translation>
    </message>
    <message>
        <source>lock.switch_text</source>
        <translation>Choose your name, then type your PIN. A new shift begins.</translation>
    </message>
    <message>
        <source>lock.taken_over</source>
        <translation>{name} has taken over the counter</translation>
    </message>
    <message>
        <source>lock.text</source>
        <translation>What was typed is kept. Type your PIN to go on. Another officer chooses their name and takes over.</translation>
    </message>
    <message>
        <source>lock.title</source>
        <translation>Counter {n} is locked</translation>
    </message>
    <message>
        <source>lock.title_reception</source>
        <translation>The reception is locked</translation>
    </message>
    <message>
        <source>lock.unlocked</source>
        <translation>The counter is unlocked</translation>
    </message>
    <message>
        <source>lost_slip.done</source>
        <translation>Slip {number} printed: DUPLIKAT, print {n}</translation>
    </message>
    <message>
        <source>lost_slip.first</source>
        <translation>Slip {number} printed</translation>
    </message>
    <message numerus="yes">
        <source>lost_slip.found</source>
        <translation>
            <numerusform>{n} slip of today, the best on top.</numerusform>
            <numerusform>{n} slips of today, the best on top.</numerusform>
        </translation>
    </message>
    <message>
        <source>lost_slip.hint</source>
        <translation>Type about when and for what: 9.15 id card. By name or phone: Ctrl+K.</translation>
    </message>
    <message>
        <source>lost_slip.none_yet</source>
        <translation>No numbers yet today.</translation>
    </message>
    <message>
        <source>lost_slip.nothing</source>
        <translation>No slip of today for “{words}”. Try other words, or the time alone.</translation>
    </message>
    <message>
        <source>lost_slip.open</source>
        <translation>Lost slip</translation>
    </message>
    <message>
        <source>lost_slip.print</source>
        <translation>Print slip again</translation>
    </message>
    <message>
        <source>lost_slip.state</source>
        <translation>Lost slip</translation>
    </message>
    <message>
        <source>lost_slip.title</source>
        <translation>Lost slip: about when, and for what?</translation>
    </message>
    <message>
        <source>measure.by_rule</source>
        <translation>By the rules</translation>
    </message>
    <message>
        <source>measure.date</source>
        <translation>{day} {month} {year}</translation>
    </message>
    <message>
        <source>measure.day</source>
        <translation>{weekday} {day} {month} {year}</translation>
    </message>
    <message numerus="yes">
        <source>measure.hours</source>
        <translation>
            <numerusform>{n} hour</numerusform>
            <numerusform>{n} hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>measure.minutes</source>
        <translation>
            <numerusform>{n} minute</numerusform>
            <numerusform>{n} minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>measure.unverified</source>
        <translation>not verified yet</translation>
    </message>
    <message>
        <source>message.already_initialised.do</source>
        <translation>Use another folder. The data there are untouched.</translation>
    </message>
    <message>
        <source>message.already_initialised.what</source>
        <translation>Folder {folder} holds a counter's data already.</translation>
    </message>
    <message>
        <source>message.already_running.do</source>
        <translation>Use the window that is open, or close it first.</translation>
    </message>
    <message>
        <source>message.already_running.what</source>
        <translation>The counter program runs on folder {folder} already.</translation>
    </message>
    <message>
        <source>message.applicant_withheld.do</source>
        <translation>Correct it at a counter of the agency that received it.</translation>
    </message>
    <message>
        <source>message.applicant_withheld.what</source>
        <translation>The applicant's data of {number} are not on this computer.</translation>
    </message>
    <message>
        <source>message.application_unknown.do</source>
        <translation>Check its number, or wait until the data are synced.</translation>
    </message>
    <message>
        <source>message.application_unknown.what</source>
        <translation>This application is not on this computer.</translation>
    </message>
    <message>
        <source>message.authority_away.do</source>
        <translation>Serve the person already in front of you: type the number, then Enter. Esc, then F2 asks again. All other work goes on and is saved on this computer.</translation>
    </message>
    <message>
        <source>message.authority_away.what</source>
        <translation>The hub doesn't answer.</translation>
    </message>
    <message>
        <source>message.authority_is_here.do</source>
        <translation>There is nothing to take over.</translation>
    </message>
    <message>
        <source>message.authority_is_here.what</source>
        <translation>This computer decides the calls already.</translation>
    </message>
    <message>
        <source>message.authority_moved.do</source>
        <translation>Supervisor {officer} changed that. Connect this computer to that hub (Ctrl+H on the sign-in page).</translation>
    </message>
    <message>
        <source>message.authority_moved.what</source>
        <translation>Another hub decides the calls of this building now.</translation>
    </message>
    <message>
        <source>message.authority_needs_hub.do</source>
        <translation>Make it a hub first (Ctrl+Shift+H), then take over.</translation>
    </message>
    <message>
        <source>message.authority_needs_hub.what</source>
        <translation>This computer is no hub.</translation>
    </message>
    <message>
        <source>message.batch_broken.do</source>
        <translation>Sending is tried again by itself; if it happens again, call the IT staff.</translation>
    </message>
    <message>
        <source>message.batch_broken.what</source>
        <translation>The data was damaged on its way.</translation>
    </message>
    <message>
        <source>message.batch_too_big.do</source>
        <translation>Sending is tried again by itself in smaller parts.</translation>
    </message>
    <message>
        <source>message.batch_too_big.what</source>
        <translation>The data sent is too big.</translation>
    </message>
    <message>
        <source>message.body_has_float.do</source>
        <translation>Nothing has changed. Tell the IT staff: body_has_float.</translation>
    </message>
    <message>
        <source>message.body_has_float.what</source>
        <translation>This record can't be written.</translation>
    </message>
    <message>
        <source>message.break_reason_unknown.do</source>
        <translation>Choose one of the reasons in the list.</translation>
    </message>
    <message>
        <source>message.break_reason_unknown.what</source>
        <translation>The reason {reason} for a break is not known.</translation>
    </message>
    <message>
        <source>message.call_limit_reached.do</source>
        <translation>If nobody comes, mark it as not here with F4; the number can be put back in the queue.</translation>
    </message>
    <message>
        <source>message.call_limit_reached.what</source>
        <translation>{number} was called {times} times.</translation>
    </message>
    <message>
        <source>message.calling_by_hub.do</source>
        <translation>Call with F2 in the counter window.</translation>
    </message>
    <message>
        <source>message.calling_by_hub.what</source>
        <translation>The hub decides who is called.</translation>
    </message>
    <message>
        <source>message.calling_elsewhere.do</source>
        <translation>Make tickets and file papers as usual; ask counter {counter} to call the number.</translation>
    </message>
    <message>
        <source>message.calling_elsewhere.what</source>
        <translation>For this building, calling is done at counter {counter}.</translation>
    </message>
    <message>
        <source>message.catalogue_broken.do</source>
        <translation>Correct the file. The former catalogue stays in use.</translation>
    </message>
    <message>
        <source>message.catalogue_broken.what</source>
        <translation>The catalogue was refused: file {file}, {key}: {reason}.</translation>
    </message>
    <message>
        <source>message.catalogue_not_published.do</source>
        <translation>Publish the catalogue at the hub, then try again.</translation>
    </message>
    <message>
        <source>message.catalogue_not_published.what</source>
        <translation>The hub has no catalogue for {site} yet.</translation>
    </message>
    <message>
        <source>message.catalogue_unknown.do</source>
        <translation>Wait a moment; it is asked for again by itself.</translation>
    </message>
    <message>
        <source>message.catalogue_unknown.what</source>
        <translation>The hub does not have the catalogue asked for.</translation>
    </message>
    <message>
        <source>message.catalogue_unreadable.do</source>
        <translation>Check whether the file is there. The former catalogue stays in use.</translation>
    </message>
    <message>
        <source>message.catalogue_unreadable.what</source>
        <translation>Catalogue file {file} can't be read.</translation>
    </message>
    <message>
        <source>message.certificate_unreadable.do</source>
        <translation>Check the file, then try again.</translation>
    </message>
    <message>
        <source>message.certificate_unreadable.what</source>
        <translation>The certificate {file} can't be read.</translation>
    </message>
    <message>
        <source>message.checklist_open.do</source>
        <translation>Mark every paper, then print again.</translation>
    </message>
    <message numerus="yes">
        <source>message.checklist_open.what</source>
        <translation>
            <numerusform>{n} paper is not checked yet: number {numbers}.</numerusform>
            <numerusform>{n} papers are not checked yet: numbers {numbers}.</numerusform>
        </translation>
    </message>
    <message>
        <source>message.choice_unknown.do</source>
        <translation>Choose one of the list.</translation>
    </message>
    <message>
        <source>message.choice_unknown.what</source>
        <translation>{choice} is not in the list.</translation>
    </message>
    <message>
        <source>message.code_check.do</source>
        <translation>Compare it with the slip, or scan its QR code.</translation>
    </message>
    <message>
        <source>message.code_check.what</source>
        <translation>The tracking code is mistyped.</translation>
    </message>
    <message>
        <source>message.code_length.do</source>
        <translation>Type it again from the slip, or scan its QR code.</translation>
    </message>
    <message>
        <source>message.code_length.what</source>
        <translation>A tracking code has 13 letters and digits. There are {n}.</translation>
    </message>
    <message>
        <source>message.condition_decides.do</source>
        <translation>Answer with Y or T.</translation>
    </message>
    <message>
        <source>message.condition_decides.what</source>
        <translation>{name}: the answer decides whether it applies.</translation>
    </message>
    <message>
        <source>message.condition_unanswered.do</source>
        <translation>Answer first: Y applies, T does not apply ({condition}).</translation>
    </message>
    <message>
        <source>message.condition_unanswered.what</source>
        <translation>Paper {number}: whether it applies is not answered yet.</translation>
    </message>
    <message>
        <source>message.content_type_wrong.do</source>
        <translation>Update the program on this computer.</translation>
    </message>
    <message>
        <source>message.content_type_wrong.what</source>
        <translation>The hub does not know this form of data.</translation>
    </message>
    <message>
        <source>message.correct_other_agency.do</source>
        <translation>Make a new ticket for that service with F8.</translation>
    </message>
    <message>
        <source>message.correct_other_agency.what</source>
        <translation>Service “{service}” belongs to another agency, so it is no correction of {number}.</translation>
    </message>
    <message>
        <source>message.counter_busy.do</source>
        <translation>Finish {number} first, then call the next one.</translation>
    </message>
    <message>
        <source>message.counter_busy.what</source>
        <translation>This counter still has {number}.</translation>
    </message>
    <message>
        <source>message.counter_is_open.do</source>
        <translation>There is nothing to do.</translation>
    </message>
    <message>
        <source>message.counter_is_open.what</source>
        <translation>Counter {counter} is open already.</translation>
    </message>
    <message>
        <source>message.counter_needed.do</source>
        <translation>Add --counter N.</translation>
    </message>
    <message>
        <source>message.counter_needed.what</source>
        <translation>The counter's number is missing.</translation>
    </message>
    <message>
        <source>message.counter_not_open.do</source>
        <translation>Sign in first, then open the day.</translation>
    </message>
    <message>
        <source>message.counter_not_open.what</source>
        <translation>Counter {counter} is not open.</translation>
    </message>
    <message>
        <source>message.counter_other_queue.do</source>
        <translation>Choose another counter, or choose the service.</translation>
    </message>
    <message>
        <source>message.counter_other_queue.what</source>
        <translation>Counter {counter} does not serve queue {queue}.</translation>
    </message>
    <message>
        <source>message.counter_taken.do</source>
        <translation>Revoke that station first, or choose another counter.</translation>
    </message>
    <message>
        <source>message.counter_taken.what</source>
        <translation>Counter {counter} is connected already as {name}.</translation>
    </message>
    <message>
        <source>message.counter_unknown.do</source>
        <translation>Check the counter's number, or ask the supervisor to update the layout.</translation>
    </message>
    <message>
        <source>message.counter_unknown.what</source>
        <translation>Counter {counter} is not in the layout of the building.</translation>
    </message>
    <message>
        <source>message.cover_open.do</source>
        <translation>Close it, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.cover_open.what</source>
        <translation>The printer's cover is open.</translation>
    </message>
    <message>
        <source>message.database_busy.do</source>
        <translation>Close backup or scanning programs, then try again.</translation>
    </message>
    <message>
        <source>message.database_busy.what</source>
        <translation>Another program is using the database.</translation>
    </message>
    <message>
        <source>message.database_damaged.do</source>
        <translation>Stop working and call the IT staff. Don't delete any file.</translation>
    </message>
    <message>
        <source>message.database_damaged.what</source>
        <translation>The database is damaged.</translation>
    </message>
    <message>
        <source>message.database_missing.do</source>
        <translation>Check whether the folder was moved. Don't set up new data before the IT staff has looked.</translation>
    </message>
    <message>
        <source>message.database_missing.what</source>
        <translation>The database is not in folder {folder}.</translation>
    </message>
    <message>
        <source>message.database_newer.do</source>
        <translation>Install the newest version of the program, then start again.</translation>
    </message>
    <message>
        <source>message.database_newer.what</source>
        <translation>These data were written by a newer version of the program ({found}, known {known}).</translation>
    </message>
    <message>
        <source>message.database_unreachable.do</source>
        <translation>Check that PostgreSQL runs and its address is right.</translation>
    </message>
    <message>
        <source>message.database_unreachable.what</source>
        <translation>PostgreSQL does not answer ({reason}).</translation>
    </message>
    <message>
        <source>message.database_url.do</source>
        <translation>Write it like postgresql://user:password@host:5432/name.</translation>
    </message>
    <message>
        <source>message.database_url.what</source>
        <translation>The database's address can't be used.</translation>
    </message>
    <message>
        <source>message.day_elsewhere.do</source>
        <translation>Close this counter only. A supervisor closes the day, or anybody once all counters are closed.</translation>
    </message>
    <message>
        <source>message.day_elsewhere.what</source>
        <translation>Counters still open: {counters}.</translation>
    </message>
    <message>
        <source>message.day_goes_back.do</source>
        <translation>Check the computer's clock, then enter today's date.</translation>
    </message>
    <message>
        <source>message.day_goes_back.what</source>
        <translation>The date {wanted} is before the last business day, {last}.</translation>
    </message>
    <message>
        <source>message.day_in_question.do</source>
        <translation>Check the computer's clock, then name the date: --date YYYY-MM-DD.</translation>
    </message>
    <message>
        <source>message.day_in_question.what</source>
        <translation>The computer's clock says {proposed}, the last business day was {last}.</translation>
    </message>
    <message>
        <source>message.day_is_open.do</source>
        <translation>Go on working; it needs no second opening.</translation>
    </message>
    <message>
        <source>message.day_is_open.what</source>
        <translation>This business day is open already.</translation>
    </message>
    <message>
        <source>message.day_left_changed.do</source>
        <translation>Read the list once more, then choose again.</translation>
    </message>
    <message>
        <source>message.day_left_changed.what</source>
        <translation>The queue has just changed.</translation>
    </message>
    <message>
        <source>message.day_not_open.do</source>
        <translation>Open the business day first.</translation>
    </message>
    <message>
        <source>message.day_not_open.what</source>
        <translation>The business day is not open.</translation>
    </message>
    <message>
        <source>message.day_too_far.do</source>
        <translation>Enter today's date. If it is right, set the computer's clock.</translation>
    </message>
    <message>
        <source>message.day_too_far.what</source>
        <translation>The date {wanted} is too far ahead. The latest is {latest}.</translation>
    </message>
    <message>
        <source>message.disk_almost_full.do</source>
        <translation>Free some disk space before the counter opens.</translation>
    </message>
    <message>
        <source>message.disk_almost_full.what</source>
        <translation>Only {free_mb} MB of disk are left.</translation>
    </message>
    <message>
        <source>message.disk_error.do</source>
        <translation>Check the disk, then repeat it. What was saved before is safe.</translation>
    </message>
    <message>
        <source>message.disk_error.what</source>
        <translation>The disk can't be written ({cause}). The last step was not saved.</translation>
    </message>
    <message>
        <source>message.disk_full.do</source>
        <translation>Free some disk space, then repeat it. What was saved before is safe.</translation>
    </message>
    <message>
        <source>message.disk_full.what</source>
        <translation>The disk is full. The last step was not saved.</translation>
    </message>
    <message>
        <source>message.enrol_code_form.do</source>
        <translation>Copy the code that the hub shows.</translation>
    </message>
    <message>
        <source>message.enrol_code_form.what</source>
        <translation>The code has six digits.</translation>
    </message>
    <message>
        <source>message.enrol_code_wrong.do</source>
        <translation>Ask for a new code at the hub; a code is good for ten minutes.</translation>
    </message>
    <message>
        <source>message.enrol_code_wrong.what</source>
        <translation>This code is wrong, used or too old.</translation>
    </message>
    <message>
        <source>message.enrol_other_station.do</source>
        <translation>Ask the hub for a code for this computer.</translation>
    </message>
    <message>
        <source>message.enrol_other_station.what</source>
        <translation>This code is for another station: {site} {kind} {counter}.</translation>
    </message>
    <message>
        <source>message.entry_too_big.do</source>
        <translation>Shorten it, then try again.</translation>
    </message>
    <message>
        <source>message.entry_too_big.what</source>
        <translation>What was typed is too long to be kept.</translation>
    </message>
    <message>
        <source>message.file_exists.do</source>
        <translation>Use another name. The file there is untouched.</translation>
    </message>
    <message>
        <source>message.file_exists.what</source>
        <translation>File {file} exists already.</translation>
    </message>
    <message>
        <source>message.fingerprint_needed.do</source>
        <translation>Compare it with the hub's screen, then add --fingerprint.</translation>
    </message>
    <message>
        <source>message.fingerprint_needed.what</source>
        <translation>The hub's certificate {shown} has not been compared.</translation>
    </message>
    <message>
        <source>message.fingerprint_other.do</source>
        <translation>Don't go on. Check address and network with the IT staff.</translation>
    </message>
    <message>
        <source>message.fingerprint_other.what</source>
        <translation>The certificate's fingerprint differs: here it is {shown}.</translation>
    </message>
    <message>
        <source>message.folder_failed.do</source>
        <translation>Check the folder and its access rights, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.folder_failed.what</source>
        <translation>The print folder can't be written.</translation>
    </message>
    <message>
        <source>message.folder_full.do</source>
        <translation>Free some disk space, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.folder_full.what</source>
        <translation>The disk of the print folder is full.</translation>
    </message>
    <message>
        <source>message.folder_not_empty.do</source>
        <translation>Use an empty folder, or a new one.</translation>
    </message>
    <message>
        <source>message.folder_not_empty.what</source>
        <translation>Folder {folder} is not empty.</translation>
    </message>
    <message>
        <source>message.folder_unusable.do</source>
        <translation>Check access rights and free space, then start again.</translation>
    </message>
    <message>
        <source>message.folder_unusable.what</source>
        <translation>Folder {folder} can't be used.</translation>
    </message>
    <message>
        <source>message.form_incomplete.do</source>
        <translation>Correct what is marked. What you typed is kept.</translation>
    </message>
    <message numerus="yes">
        <source>message.form_incomplete.what</source>
        <translation>
            <numerusform>{n} field needs correcting.</numerusform>
            <numerusform>{n} fields need correcting.</numerusform>
        </translation>
    </message>
    <message>
        <source>message.generic_refused.do</source>
        <translation>Nothing has changed. Try again; if it happens again, tell the IT staff the code {code}.</translation>
    </message>
    <message>
        <source>message.generic_refused.what</source>
        <translation>This can't be done now.</translation>
    </message>
    <message>
        <source>message.generic_unavailable.do</source>
        <translation>What was saved is safe. Try again; if it happens again, tell the IT staff the code {code}.</translation>
    </message>
    <message>
        <source>message.generic_unavailable.what</source>
        <translation>A part of this computer does not answer.</translation>
    </message>
    <message>
        <source>message.history_cancelled.do</source>
        <translation>Run the same command to go on.</translation>
    </message>
    <message>
        <source>message.history_cancelled.what</source>
        <translation>Stopped after {done} tickets. What was taken is kept.</translation>
    </message>
    <message>
        <source>message.history_columns.do</source>
        <translation>Name the right columns in the map (--map).</translation>
    </message>
    <message>
        <source>message.history_columns.what</source>
        <translation>Columns are not in the file: {missing}. There are: {there}.</translation>
    </message>
    <message>
        <source>message.history_delimiter.do</source>
        <translation>Write delimiter = "{found}" in the map, then repeat.</translation>
    </message>
    <message>
        <source>message.history_delimiter.what</source>
        <translation>Columns are separated by "{found}", not by "{said}".</translation>
    </message>
    <message>
        <source>message.history_empty.do</source>
        <translation>Choose another file.</translation>
    </message>
    <message>
        <source>message.history_empty.what</source>
        <translation>The history is empty: it has no header.</translation>
    </message>
    <message>
        <source>message.history_encoding.do</source>
        <translation>From Excel it is mostly Windows-1252: write encoding = "cp1252" in the map, or save as UTF-8.</translation>
    </message>
    <message>
        <source>message.history_encoding.what</source>
        <translation>Line {line} is no {encoding} text.</translation>
    </message>
    <message>
        <source>message.history_header_twice.do</source>
        <translation>Rename one of them in the file, then repeat.</translation>
    </message>
    <message>
        <source>message.history_header_twice.what</source>
        <translation>Two columns have the same name: {columns}.</translation>
    </message>
    <message>
        <source>message.history_line_long.do</source>
        <translation>Save it as CSV with one ticket a line.</translation>
    </message>
    <message>
        <source>message.history_line_long.what</source>
        <translation>Line {line} is longer than {limit} bytes: this is no CSV table.</translation>
    </message>
    <message>
        <source>message.history_missing.do</source>
        <translation>Check its name and access rights, then repeat.</translation>
    </message>
    <message>
        <source>message.history_missing.what</source>
        <translation>File {file} can't be opened: {reason}.</translation>
    </message>
    <message>
        <source>message.history_nothing.do</source>
        <translation>Check columns, form of times and zone in the map.</translation>
    </message>
    <message>
        <source>message.history_nothing.what</source>
        <translation>None of {lines} lines can become a ticket.</translation>
    </message>
    <message>
        <source>message.history_office_unknown.do</source>
        <translation>Copy its name exactly as the file has it.</translation>
    </message>
    <message>
        <source>message.history_office_unknown.what</source>
        <translation>Office {office} is not in the file. There are: {offices}.</translation>
    </message>
    <message>
        <source>message.history_offices.do</source>
        <translation>Choose one with --office. One office, one data folder.</translation>
    </message>
    <message>
        <source>message.history_offices.what</source>
        <translation>The file holds several offices: {offices}.</translation>
    </message>
    <message>
        <source>message.history_other.do</source>
        <translation>Use an empty folder. The data there are untouched.</translation>
    </message>
    <message>
        <source>message.history_other.what</source>
        <translation>Folder {folder} holds other data already.</translation>
    </message>
    <message>
        <source>message.history_unreadable.do</source>
        <translation>Fetch or save the file once more, then repeat.</translation>
    </message>
    <message>
        <source>message.history_unreadable.what</source>
        <translation>The history is damaged near line {line}: {problem}.</translation>
    </message>
    <message>
        <source>message.hub_address.do</source>
        <translation>Write an address like https://192.168.1.5:8443.</translation>
    </message>
    <message>
        <source>message.hub_address.what</source>
        <translation>The hub's address {url} can't be used.</translation>
    </message>
    <message>
        <source>message.hub_busy.do</source>
        <translation>Go on serving; sending is tried again by itself.</translation>
    </message>
    <message>
        <source>message.hub_busy.what</source>
        <translation>The hub can't take data at the moment.</translation>
    </message>
    <message>
        <source>message.hub_elsewhere.do</source>
        <translation>A building has one hub. Make codes on the screen of that hub.</translation>
    </message>
    <message>
        <source>message.hub_elsewhere.what</source>
        <translation>This PC is connected to a hub on another PC already.</translation>
    </message>
    <message>
        <source>message.hub_failed.do</source>
        <translation>It tries again by itself. If it happens again, give counter-app.log to the IT staff.</translation>
    </message>
    <message>
        <source>message.hub_failed.what</source>
        <translation>The hub on this PC stopped at a mistake of the program.</translation>
    </message>
    <message>
        <source>message.hub_key_unreadable.do</source>
        <translation>Restore the file from a backup; without it personal data can't be opened.</translation>
    </message>
    <message>
        <source>message.hub_key_unreadable.what</source>
        <translation>The hub's key file {file} can't be read.</translation>
    </message>
    <message>
        <source>message.hub_no_way.do</source>
        <translation>Check the network cable or Wi-Fi: both PCs must be on one network. Check the figures of the address too.</translation>
    </message>
    <message>
        <source>message.hub_no_way.what</source>
        <translation>This PC finds no way to {address}.</translation>
    </message>
    <message>
        <source>message.hub_not_there.do</source>
        <translation>Open the program on the hub's PC, press Ctrl+Shift+H, and copy the address on its screen.</translation>
    </message>
    <message>
        <source>message.hub_not_there.what</source>
        <translation>The PC {address} answers, but it is no hub.</translation>
    </message>
    <message>
        <source>message.hub_off.do</source>
        <translation>Make this PC the hub first, then wait until its address is seen.</translation>
    </message>
    <message>
        <source>message.hub_off.what</source>
        <translation>This PC is not the hub, or its hub does not answer yet.</translation>
    </message>
    <message>
        <source>message.hub_port_taken.do</source>
        <translation>Close that program. The hub tries again by itself every five seconds.</translation>
    </message>
    <message>
        <source>message.hub_port_taken.what</source>
        <translation>Another program uses port {port} of this PC.</translation>
    </message>
    <message>
        <source>message.hub_recovering.do</source>
        <translation>Two minutes at most. Meanwhile serve the person already in front of you: type the number, then Enter. Esc, then F2 asks again.</translation>
    </message>
    <message>
        <source>message.hub_recovering.what</source>
        <translation>The hub was just restored from an old copy and is collecting records from all counters.</translation>
    </message>
    <message>
        <source>message.hub_running.do</source>
        <translation>Use the running one, or stop it first.</translation>
    </message>
    <message>
        <source>message.hub_running.what</source>
        <translation>A hub on folder {folder} is running already.</translation>
    </message>
    <message>
        <source>message.hub_second.do</source>
        <translation>A building has one hub. Connect this PC to it with a code, or stop that one first.</translation>
    </message>
    <message>
        <source>message.hub_second.what</source>
        <translation>On this network there is a hub of this building already: {name}.</translation>
    </message>
    <message>
        <source>message.hub_silent.do</source>
        <translation>Look at that PC: is it on, not asleep, and its address the same on its screen? All right? Allow counter-app in that PC's firewall, port {port}.</translation>
    </message>
    <message>
        <source>message.hub_silent.what</source>
        <translation>The hub's PC at {address} stays silent.</translation>
    </message>
    <message>
        <source>message.hub_unreachable.do</source>
        <translation>Go on serving; the data is sent by itself when the network is back.</translation>
    </message>
    <message>
        <source>message.hub_unreachable.what</source>
        <translation>The hub can't be reached.</translation>
    </message>
    <message>
        <source>message.incident_closed.do</source>
        <translation>Choose another one.</translation>
    </message>
    <message>
        <source>message.incident_closed.what</source>
        <translation>This incident is closed already.</translation>
    </message>
    <message>
        <source>message.incident_note_missing.do</source>
        <translation>Write shortly what happened.</translation>
    </message>
    <message>
        <source>message.incident_note_missing.what</source>
        <translation>The reason “other” needs a note.</translation>
    </message>
    <message>
        <source>message.incident_open.do</source>
        <translation>There is nothing to take back.</translation>
    </message>
    <message>
        <source>message.incident_open.what</source>
        <translation>This incident is not closed.</translation>
    </message>
    <message>
        <source>message.incident_unknown.do</source>
        <translation>Its records have changed. Read the list once more.</translation>
    </message>
    <message>
        <source>message.incident_unknown.what</source>
        <translation>This incident is no longer in the list.</translation>
    </message>
    <message>
        <source>message.issuer_taken.do</source>
        <translation>Revoke the old station at the hub, then try again.</translation>
    </message>
    <message>
        <source>message.issuer_taken.what</source>
        <translation>Issuer number {issuer} belongs to another station of this building.</translation>
    </message>
    <message>
        <source>message.key_does_not_fit.do</source>
        <translation>Check that the sheet is this counter's, then type again.</translation>
    </message>
    <message>
        <source>message.key_does_not_fit.what</source>
        <translation>That key does not open the data on this computer.</translation>
    </message>
    <message>
        <source>message.key_in_force.do</source>
        <translation>Nothing needs to be restored. Open the program as usual.</translation>
    </message>
    <message>
        <source>message.key_in_force.what</source>
        <translation>That key is in use in folder {folder} already.</translation>
    </message>
    <message>
        <source>message.key_length.do</source>
        <translation>Type all sixteen groups of the recovery sheet.</translation>
    </message>
    <message>
        <source>message.key_length.what</source>
        <translation>A key has {needed} signs, {n} were typed.</translation>
    </message>
    <message>
        <source>message.key_missing.do</source>
        <translation>Put the key file back, or use the recovery sheet.</translation>
    </message>
    <message>
        <source>message.key_missing.what</source>
        <translation>The key file is not in folder {folder}.</translation>
    </message>
    <message>
        <source>message.key_sign.do</source>
        <translation>Compare that group with the recovery sheet, then type again.</translation>
    </message>
    <message>
        <source>message.key_sign.what</source>
        <translation>Group {place} of the key has a sign that is not 0-9 or A-F.</translation>
    </message>
    <message>
        <source>message.key_unreadable.do</source>
        <translation>Check the access rights of the key file, or use the recovery sheet.</translation>
    </message>
    <message>
        <source>message.key_unreadable.what</source>
        <translation>The key file in folder {folder} can't be read.</translation>
    </message>
    <message>
        <source>message.line_disturbed.do</source>
        <translation>Check whether this network asks to sign in with a browser. Serving goes on.</translation>
    </message>
    <message>
        <source>message.line_disturbed.what</source>
        <translation>The answer did not come from the hub.</translation>
    </message>
    <message>
        <source>message.line_lost.do</source>
        <translation>Check the cable, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.line_lost.what</source>
        <translation>The line to the printer was cut.</translation>
    </message>
    <message>
        <source>message.line_slow.do</source>
        <translation>Go on serving; sending is tried again by itself.</translation>
    </message>
    <message>
        <source>message.line_slow.what</source>
        <translation>The network to the hub is too slow.</translation>
    </message>
    <message>
        <source>message.mistake.do</source>
        <translation>What was saved is safe. Tell the IT staff the reference.</translation>
    </message>
    <message>
        <source>message.mistake.what</source>
        <translation>The program made a mistake (reference {reference}).</translation>
    </message>
    <message>
        <source>message.no_counter.do</source>
        <translation>Call from a counter.</translation>
    </message>
    <message>
        <source>message.no_counter.what</source>
        <translation>This station is no counter.</translation>
    </message>
    <message>
        <source>message.no_display.do</source>
        <translation>Run it on a computer with a display, or: counter-app demo --headless.</translation>
    </message>
    <message>
        <source>message.no_display.what</source>
        <translation>This computer has no display for the counter window.</translation>
    </message>
    <message>
        <source>message.no_sites.do</source>
        <translation>Publish a site's catalogue first: counter-app hub catalogue publish.</translation>
    </message>
    <message>
        <source>message.no_sites.what</source>
        <translation>This hub has no site yet.</translation>
    </message>
    <message>
        <source>message.no_window_for_kind.do</source>
        <translation>Use the counter-app commands, or set up a station of kind counter or reception.</translation>
    </message>
    <message>
        <source>message.no_window_for_kind.what</source>
        <translation>A station of kind {kind} has no window in this version.</translation>
    </message>
    <message>
        <source>message.nobody_at_counter.do</source>
        <translation>Call the next number first.</translation>
    </message>
    <message>
        <source>message.nobody_at_counter.what</source>
        <translation>No number is at this counter.</translation>
    </message>
    <message>
        <source>message.nobody_waiting.do</source>
        <translation>New numbers appear on the right. Someone without a number? Make a ticket with F8.</translation>
    </message>
    <message>
        <source>message.nobody_waiting.what</source>
        <translation>Nobody is waiting in queue {queues}.</translation>
    </message>
    <message>
        <source>message.not_initialised.do</source>
        <translation>Run: counter-app init --site FILE --kind counter --counter N.</translation>
    </message>
    <message>
        <source>message.not_initialised.what</source>
        <translation>This computer is not set up as a counter yet (folder {folder}).</translation>
    </message>
    <message>
        <source>message.not_supervisor.do</source>
        <translation>Choose a supervisor's name.</translation>
    </message>
    <message>
        <source>message.not_supervisor.what</source>
        <translation>{officer} is no supervisor.</translation>
    </message>
    <message>
        <source>message.not_your_agency.do</source>
        <translation>Ask an officer of that agency or a supervisor to correct it.</translation>
    </message>
    <message>
        <source>message.not_your_agency.what</source>
        <translation>Application {number} belongs to another agency.</translation>
    </message>
    <message>
        <source>message.not_your_ticket.do</source>
        <translation>Call the next number with F2.</translation>
    </message>
    <message>
        <source>message.not_your_ticket.what</source>
        <translation>{number} is at counter {counter}.</translation>
    </message>
    <message>
        <source>message.note_needed.do</source>
        <translation>Write the note, then press Enter.</translation>
    </message>
    <message>
        <source>message.note_needed.what</source>
        <translation>{name}: “Other reason” needs a note.</translation>
    </message>
    <message>
        <source>message.note_too_long.do</source>
        <translation>Shorten the note.</translation>
    </message>
    <message>
        <source>message.note_too_long.what</source>
        <translation>The note is too long, {n} letters at most.</translation>
    </message>
    <message>
        <source>message.nothing_changed.do</source>
        <translation>Change what is wrong, then print. For a copy press F9.</translation>
    </message>
    <message>
        <source>message.nothing_changed.what</source>
        <translation>Nothing was changed in {number} yet.</translation>
    </message>
    <message>
        <source>message.nothing_to_correct.do</source>
        <translation>Fill in its form while serving, then print.</translation>
    </message>
    <message>
        <source>message.nothing_to_correct.what</source>
        <translation>Application {number} was not printed yet.</translation>
    </message>
    <message>
        <source>message.number_other_queue.do</source>
        <translation>Send the person to a counter of queue {queue}.</translation>
    </message>
    <message>
        <source>message.number_other_queue.what</source>
        <translation>{number} is not in a queue of this counter.</translation>
    </message>
    <message>
        <source>message.number_unknown.do</source>
        <translation>Check the slip, or make a new ticket with F8.</translation>
    </message>
    <message>
        <source>message.number_unknown.what</source>
        <translation>There is no number {number} today.</translation>
    </message>
    <message>
        <source>message.officer_no_counter.do</source>
        <translation>Sign in as an officer of a counter, or ask the supervisor.</translation>
    </message>
    <message>
        <source>message.officer_no_counter.what</source>
        <translation>{officer} does not work at a counter.</translation>
    </message>
    <message>
        <source>message.officer_no_reception.do</source>
        <translation>Sign in as an officer of the reception, or ask the supervisor.</translation>
    </message>
    <message>
        <source>message.officer_no_reception.what</source>
        <translation>{officer} does not work at the reception.</translation>
    </message>
    <message>
        <source>message.officer_other_agency.do</source>
        <translation>Sign in at a counter of your agency.</translation>
    </message>
    <message>
        <source>message.officer_other_agency.what</source>
        <translation>{officer} does not belong to an agency of counter {counter}.</translation>
    </message>
    <message>
        <source>message.officer_other_queue.do</source>
        <translation>Choose another officer, or choose the service.</translation>
    </message>
    <message>
        <source>message.officer_other_queue.what</source>
        <translation>{officer} does not serve queue {queue}.</translation>
    </message>
    <message>
        <source>message.officer_unknown.do</source>
        <translation>Choose your name from the list, or ask the supervisor.</translation>
    </message>
    <message>
        <source>message.officer_unknown.what</source>
        <translation>Officer {officer} is not registered.</translation>
    </message>
    <message>
        <source>message.other_hub.do</source>
        <translation>Check the hub's address, then connect this counter again.</translation>
    </message>
    <message>
        <source>message.other_hub.what</source>
        <translation>Another hub answers at this address.</translation>
    </message>
    <message>
        <source>message.other_replica.do</source>
        <translation>Call the IT staff.</translation>
    </message>
    <message>
        <source>message.other_replica.what</source>
        <translation>This data was written by another computer.</translation>
    </message>
    <message>
        <source>message.other_site.do</source>
        <translation>Use the site file of {station}, or another data folder.</translation>
    </message>
    <message>
        <source>message.other_site.what</source>
        <translation>The data on this computer belong to {station}, not to {site}.</translation>
    </message>
    <message>
        <source>message.other_station.do</source>
        <translation>Run init without --kind and --counter, or use another folder.</translation>
    </message>
    <message>
        <source>message.other_station.what</source>
        <translation>Folder {folder} is set up with --kind {kind} --counter {counter}.</translation>
    </message>
    <message>
        <source>message.paper_not_in_doubt.do</source>
        <translation>Look at the list: counter-app printer papers.</translation>
    </message>
    <message>
        <source>message.paper_not_in_doubt.what</source>
        <translation>Paper number {job} is not in doubt.</translation>
    </message>
    <message>
        <source>message.paper_out.do</source>
        <translation>Load paper, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.paper_out.what</source>
        <translation>Printer out of paper.</translation>
    </message>
    <message>
        <source>message.paper_without_facts.do</source>
        <translation>Save the application first, then print again.</translation>
    </message>
    <message>
        <source>message.paper_without_facts.what</source>
        <translation>The data for this paper are not there yet.</translation>
    </message>
    <message>
        <source>message.pin_digits.do</source>
        <translation>Type digits only.</translation>
    </message>
    <message>
        <source>message.pin_digits.what</source>
        <translation>A PIN has digits only.</translation>
    </message>
    <message>
        <source>message.pin_expired.do</source>
        <translation>Ask the supervisor for a new one.</translation>
    </message>
    <message>
        <source>message.pin_expired.what</source>
        <translation>A temporary PIN is good for {hours} hours only.</translation>
    </message>
    <message>
        <source>message.pin_length.do</source>
        <translation>Type another PIN.</translation>
    </message>
    <message>
        <source>message.pin_length.what</source>
        <translation>A PIN has {least} to {most} digits.</translation>
    </message>
    <message>
        <source>message.pin_must_change.do</source>
        <translation>Choose a PIN of your own.</translation>
    </message>
    <message>
        <source>message.pin_must_change.what</source>
        <translation>This PIN is a temporary one.</translation>
    </message>
    <message>
        <source>message.pin_needed.do</source>
        <translation>Set the environment variable {variable}.</translation>
    </message>
    <message>
        <source>message.pin_needed.what</source>
        <translation>The officer's PIN was not given.</translation>
    </message>
    <message>
        <source>message.pin_not_temporary.do</source>
        <translation>Sign in with it as usual.</translation>
    </message>
    <message>
        <source>message.pin_not_temporary.what</source>
        <translation>This PIN is not a temporary one.</translation>
    </message>
    <message>
        <source>message.pin_obvious.do</source>
        <translation>Don't take all the same digits, or digits in a row.</translation>
    </message>
    <message>
        <source>message.pin_obvious.what</source>
        <translation>This PIN is easy to guess.</translation>
    </message>
    <message>
        <source>message.pin_of_own.do</source>
        <translation>Ask another supervisor, or wait for a new PIN from the hub.</translation>
    </message>
    <message>
        <source>message.pin_of_own.what</source>
        <translation>A supervisor can't approve a PIN for themselves.</translation>
    </message>
    <message>
        <source>message.pin_same.do</source>
        <translation>Type another PIN.</translation>
    </message>
    <message>
        <source>message.pin_same.what</source>
        <translation>The new PIN is the temporary one.</translation>
    </message>
    <message>
        <source>message.pin_wait.do</source>
        <translation>Wait {seconds} s, then type it again. PIN forgotten? Ask the supervisor.</translation>
    </message>
    <message>
        <source>message.pin_wait.what</source>
        <translation>The PIN was wrong too often.</translation>
    </message>
    <message>
        <source>message.pin_wrong.do</source>
        <translation>Type it again. Tries left: {left}.</translation>
    </message>
    <message>
        <source>message.pin_wrong.what</source>
        <translation>The PIN does not fit.</translation>
    </message>
    <message>
        <source>message.postgresql_failed.do</source>
        <translation>See its log: {reason}.</translation>
    </message>
    <message>
        <source>message.postgresql_failed.what</source>
        <translation>The embedded PostgreSQL failed at {step}.</translation>
    </message>
    <message>
        <source>message.postgresql_login.do</source>
        <translation>Check name and password in the address, and pg_hba.conf at the server.</translation>
    </message>
    <message>
        <source>message.postgresql_login.what</source>
        <translation>PostgreSQL refuses the user {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_missing.do</source>
        <translation>Install the program with its hub part, or give --database-url.</translation>
    </message>
    <message>
        <source>message.postgresql_missing.what</source>
        <translation>The embedded PostgreSQL is not installed.</translation>
    </message>
    <message>
        <source>message.postgresql_no_database.do</source>
        <translation>Make it first: CREATE DATABASE {database} OWNER {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_database.what</source>
        <translation>PostgreSQL has no database {database}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_right.do</source>
        <translation>Make it the owner: ALTER DATABASE {database} OWNER TO {user}.</translation>
    </message>
    <message>
        <source>message.postgresql_no_right.what</source>
        <translation>The user {user} may not make tables in the database {database}.</translation>
    </message>
    <message>
        <source>message.postgresql_too_old.do</source>
        <translation>Install PostgreSQL {needed} or newer.</translation>
    </message>
    <message>
        <source>message.postgresql_too_old.what</source>
        <translation>PostgreSQL {found} is too old.</translation>
    </message>
    <message>
        <source>message.presence_no_slip.do</source>
        <translation>The receipt can be printed once the papers are judged.</translation>
    </message>
    <message>
        <source>message.presence_no_slip.what</source>
        <translation>The slip of {number} was not printed here.</translation>
    </message>
    <message>
        <source>message.presence_not_in_line.do</source>
        <translation>F12 takes the service back, or finish first.</translation>
    </message>
    <message>
        <source>message.presence_not_in_line.what</source>
        <translation>{number} is not known at this counter yet, so it has no place in the line.</translation>
    </message>
    <message>
        <source>message.presence_not_needed.do</source>
        <translation>Call with F2, or choose a number with Ctrl+N.</translation>
    </message>
    <message>
        <source>message.presence_not_needed.what</source>
        <translation>Calling works at this counter.</translation>
    </message>
    <message>
        <source>message.presence_other_queue.do</source>
        <translation>Choose a service of that number's queue.</translation>
    </message>
    <message>
        <source>message.presence_other_queue.what</source>
        <translation>{number} is no number for {service}.</translation>
    </message>
    <message>
        <source>message.press_over.do</source>
        <translation>Press F2 once more to call the next number.</translation>
    </message>
    <message>
        <source>message.press_over.what</source>
        <translation>{number} is no longer at this counter.</translation>
    </message>
    <message>
        <source>message.printer_address.do</source>
        <translation>Write it like {example}.</translation>
    </message>
    <message>
        <source>message.printer_address.what</source>
        <translation>The printer's address {address} can't be used.</translation>
    </message>
    <message>
        <source>message.printer_error.do</source>
        <translation>Look at the paper cutter, switch the printer off and on, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.printer_error.what</source>
        <translation>The printer reports a fault.</translation>
    </message>
    <message>
        <source>message.printer_failed.do</source>
        <translation>Check the printer, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.printer_failed.what</source>
        <translation>The printer refused this paper.</translation>
    </message>
    <message>
        <source>message.printer_missing.do</source>
        <translation>Check the cable, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.printer_missing.what</source>
        <translation>Printer not found.</translation>
    </message>
    <message>
        <source>message.printer_not_said.do</source>
        <translation>Fill in [thermal] in station.toml, or run counter-app printer set.</translation>
    </message>
    <message>
        <source>message.printer_not_said.what</source>
        <translation>The thermal printer is chosen but not set up.</translation>
    </message>
    <message>
        <source>message.printer_offline.do</source>
        <translation>Press its button or switch it on again, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.printer_offline.what</source>
        <translation>The printer is not ready.</translation>
    </message>
    <message>
        <source>message.printer_setting.do</source>
        <translation>Choose one of these in station.toml: {known}.</translation>
    </message>
    <message>
        <source>message.printer_setting.what</source>
        <translation>Printer setting {name} = {value} is not known.</translation>
    </message>
    <message>
        <source>message.printer_silent.do</source>
        <translation>See that it is on and not in use by another computer, then F9. The slips are kept.</translation>
    </message>
    <message>
        <source>message.printer_silent.what</source>
        <translation>The printer does not answer.</translation>
    </message>
    <message>
        <source>message.printer_stuck.do</source>
        <translation>Look at paper and cover, then F9. The slip is printed again, marked as a copy.</translation>
    </message>
    <message>
        <source>message.printer_stuck.what</source>
        <translation>The printer stopped in the middle of a slip.</translation>
    </message>
    <message>
        <source>message.priority_same.do</source>
        <translation>Choose another class, or none.</translation>
    </message>
    <message>
        <source>message.priority_same.what</source>
        <translation>{number} has this priority already.</translation>
    </message>
    <message>
        <source>message.priority_too_late.do</source>
        <translation>Priority counts only before service.</translation>
    </message>
    <message>
        <source>message.priority_too_late.what</source>
        <translation>{number} does not wait any more.</translation>
    </message>
    <message>
        <source>message.priority_unknown.do</source>
        <translation>Choose one of the classes in the list.</translation>
    </message>
    <message>
        <source>message.priority_unknown.what</source>
        <translation>Priority class {priority} is not known.</translation>
    </message>
    <message>
        <source>message.protocol_unknown.do</source>
        <translation>Update the program on this computer or at the hub.</translation>
    </message>
    <message>
        <source>message.protocol_unknown.what</source>
        <translation>The hub speaks another version.</translation>
    </message>
    <message>
        <source>message.proxy_address.do</source>
        <translation>Write an IP address or a network, like 10.0.0.5 or 10.0.0.0/24.</translation>
    </message>
    <message>
        <source>message.proxy_address.what</source>
        <translation>{value} is no address of a proxy.</translation>
    </message>
    <message>
        <source>message.push_first.do</source>
        <translation>Wait a moment, then press again.</translation>
    </message>
    <message>
        <source>message.push_first.what</source>
        <translation>Not all records of this counter have reached the hub yet.</translation>
    </message>
    <message>
        <source>message.qt_library_missing.do</source>
        <translation>Install libegl1, libgl1, libxcb-cursor0, libxcb-icccm4 and libxcb-keysyms1.</translation>
    </message>
    <message>
        <source>message.qt_library_missing.what</source>
        <translation>A system library for the screen is missing: {library}.</translation>
    </message>
    <message>
        <source>message.qt_missing.do</source>
        <translation>Install the program again with its own libraries.</translation>
    </message>
    <message>
        <source>message.qt_missing.what</source>
        <translation>The screen library (Qt) is not installed.</translation>
    </message>
    <message>
        <source>message.reason_needed.do</source>
        <translation>Choose the reason by its digit, then press Enter.</translation>
    </message>
    <message>
        <source>message.reason_needed.what</source>
        <translation>{name}: the reason is missing.</translation>
    </message>
    <message>
        <source>message.reason_unknown.do</source>
        <translation>Choose a reason from the list; details go into the note.</translation>
    </message>
    <message>
        <source>message.reason_unknown.what</source>
        <translation>The reason {reason} is not in the list.</translation>
    </message>
    <message>
        <source>message.report_cancelled.do</source>
        <translation>No file was left behind.</translation>
    </message>
    <message>
        <source>message.report_cancelled.what</source>
        <translation>The report was cancelled.</translation>
    </message>
    <message>
        <source>message.report_disk_full.do</source>
        <translation>Make room at {path} or choose another folder, then try again. No half file was left.</translation>
    </message>
    <message>
        <source>message.report_disk_full.what</source>
        <translation>The report was not saved: the disk is full.</translation>
    </message>
    <message>
        <source>message.report_file_open.do</source>
        <translation>Close the file in the other program or choose another name, then try again.</translation>
    </message>
    <message>
        <source>message.report_file_open.what</source>
        <translation>The report was not saved: {path} is open or locked.</translation>
    </message>
    <message>
        <source>message.report_future.do</source>
        <translation>Choose today or a day that is over.</translation>
    </message>
    <message>
        <source>message.report_future.what</source>
        <translation>{day} has not come yet.</translation>
    </message>
    <message>
        <source>message.report_not_written.do</source>
        <translation>Check the folder or choose another one, then try again. The computer says: {reason}.</translation>
    </message>
    <message>
        <source>message.report_not_written.what</source>
        <translation>The report could not be saved at {path}.</translation>
    </message>
    <message>
        <source>message.requirement_not_applicable.do</source>
        <translation>Change the answer with Y if it does apply.</translation>
    </message>
    <message>
        <source>message.requirement_not_applicable.what</source>
        <translation>{name} does not apply to this application.</translation>
    </message>
    <message>
        <source>message.requirement_unconditional.do</source>
        <translation>Choose its state: A, L, K, M or T.</translation>
    </message>
    <message>
        <source>message.requirement_unconditional.what</source>
        <translation>{name} always applies.</translation>
    </message>
    <message>
        <source>message.requirement_unknown.do</source>
        <translation>Choose a paper from the list.</translation>
    </message>
    <message>
        <source>message.requirement_unknown.what</source>
        <translation>Paper number {number} is not part of this service.</translation>
    </message>
    <message>
        <source>message.seal_broken.do</source>
        <translation>Check whether the hub's key belongs to its database.</translation>
    </message>
    <message>
        <source>message.seal_broken.what</source>
        <translation>Sealed personal data can't be opened.</translation>
    </message>
    <message>
        <source>message.service_unknown.do</source>
        <translation>Find the service by everyday words, for example: ktp hilang.</translation>
    </message>
    <message>
        <source>message.service_unknown.what</source>
        <translation>Service {service} is not in the catalogue.</translation>
    </message>
    <message>
        <source>message.service_without_queue.do</source>
        <translation>Send the applicant to the information desk.</translation>
    </message>
    <message>
        <source>message.service_without_queue.what</source>
        <translation>{service} has no queue in this building yet.</translation>
    </message>
    <message>
        <source>message.settings_broken.do</source>
        <translation>Correct the file, then start again.</translation>
    </message>
    <message>
        <source>message.settings_broken.what</source>
        <translation>Settings file {file} can't be read: {reason}.</translation>
    </message>
    <message>
        <source>message.signature_wrong.do</source>
        <translation>Connect this counter again with a new code.</translation>
    </message>
    <message>
        <source>message.signature_wrong.what</source>
        <translation>This computer's signature does not fit.</translation>
    </message>
    <message>
        <source>message.simulation_closed.do</source>
        <translation>Repeat it while the hall is open, or without --live.</translation>
    </message>
    <message>
        <source>message.simulation_closed.what</source>
        <translation>The hall is closed at this hour (open from {opens} to {closes}).</translation>
    </message>
    <message>
        <source>message.simulation_size.do</source>
        <translation>Change --counters, --days or --tickets.</translation>
    </message>
    <message>
        <source>message.simulation_size.what</source>
        <translation>The size of the simulation ({what}) must lie between 1 and {most}.</translation>
    </message>
    <message>
        <source>message.site_not_yours.do</source>
        <translation>Call the IT staff.</translation>
    </message>
    <message>
        <source>message.site_not_yours.what</source>
        <translation>This data belongs to another building.</translation>
    </message>
    <message>
        <source>message.site_unknown.do</source>
        <translation>Ask the staff of the centre to publish it.</translation>
    </message>
    <message>
        <source>message.site_unknown.what</source>
        <translation>The hub has no catalogue of {site} yet.</translation>
    </message>
    <message>
        <source>message.slip_has_ended.do</source>
        <translation>Its receipt is printed again by Ctrl+K, then F9.</translation>
    </message>
    <message>
        <source>message.slip_has_ended.what</source>
        <translation>Slip {number} is not printed again: its number has ended.</translation>
    </message>
    <message>
        <source>message.sqlite_too_old.do</source>
        <translation>Install the program again with its own libraries.</translation>
    </message>
    <message>
        <source>message.sqlite_too_old.what</source>
        <translation>SQLite library {found} is too old; {needed} at least.</translation>
    </message>
    <message>
        <source>message.station_elsewhere.do</source>
        <translation>One of them is a copy. Go on serving, the data stays here; the IT staff decide which, then give a new code.</translation>
    </message>
    <message>
        <source>message.station_elsewhere.what</source>
        <translation>Another computer uses this counter's key right now.</translation>
    </message>
    <message>
        <source>message.station_kind.do</source>
        <translation>Choose one of: {known}.</translation>
    </message>
    <message>
        <source>message.station_kind.what</source>
        <translation>Kind of station {kind} is not known.</translation>
    </message>
    <message>
        <source>message.station_replaced.do</source>
        <translation>Go on serving, the data stays here. IT staff: ask for a new code, then Ctrl+H on the sign-in page.</translation>
    </message>
    <message>
        <source>message.station_replaced.what</source>
        <translation>At the hub another computer goes on with the work of this counter.</translation>
    </message>
    <message>
        <source>message.station_revoked.do</source>
        <translation>The data stays here. Call the IT staff.</translation>
    </message>
    <message>
        <source>message.station_revoked.what</source>
        <translation>The hub has revoked this station.</translation>
    </message>
    <message>
        <source>message.station_unknown.do</source>
        <translation>Connect this counter again with a new code.</translation>
    </message>
    <message>
        <source>message.station_unknown.what</source>
        <translation>The hub does not know this station.</translation>
    </message>
    <message>
        <source>message.story_stuck.do</source>
        <translation>Start it again. If it happens again, send the full output to the IT staff.</translation>
    </message>
    <message>
        <source>message.story_stuck.what</source>
        <translation>The demonstration got stuck: {what}.</translation>
    </message>
    <message>
        <source>message.superseded.do</source>
        <translation>Wait a moment; it is opened again by itself.</translation>
    </message>
    <message>
        <source>message.superseded.what</source>
        <translation>The connection to the hub was opened again from elsewhere.</translation>
    </message>
    <message>
        <source>message.ticket_ended.do</source>
        <translation>Make a new ticket with F8.</translation>
    </message>
    <message>
        <source>message.ticket_ended.what</source>
        <translation>{number} has ended or was cancelled.</translation>
    </message>
    <message>
        <source>message.ticket_in_hand.do</source>
        <translation>Choose first: the new officer goes on, or it goes back to the queue.</translation>
    </message>
    <message>
        <source>message.ticket_in_hand.what</source>
        <translation>{number} is still at this counter.</translation>
    </message>
    <message>
        <source>message.ticket_not_at_counter.do</source>
        <translation>Call the number first.</translation>
    </message>
    <message>
        <source>message.ticket_not_at_counter.what</source>
        <translation>{number} is not at this counter.</translation>
    </message>
    <message>
        <source>message.ticket_not_away.do</source>
        <translation>Check the number.</translation>
    </message>
    <message>
        <source>message.ticket_not_away.what</source>
        <translation>{number} is not recorded as not here.</translation>
    </message>
    <message>
        <source>message.ticket_not_called.do</source>
        <translation>Call the next number with F2.</translation>
    </message>
    <message>
        <source>message.ticket_not_called.what</source>
        <translation>{number} is not called at the moment.</translation>
    </message>
    <message>
        <source>message.ticket_not_cancellable.do</source>
        <translation>End its service with F6.</translation>
    </message>
    <message>
        <source>message.ticket_not_cancellable.what</source>
        <translation>{number} can not be cancelled: its service has begun or ended.</translation>
    </message>
    <message>
        <source>message.ticket_not_parked.do</source>
        <translation>Go on from here.</translation>
    </message>
    <message>
        <source>message.ticket_not_parked.what</source>
        <translation>{number} is not on hold.</translation>
    </message>
    <message>
        <source>message.ticket_not_serving.do</source>
        <translation>Start serving with F5, then try again.</translation>
    </message>
    <message>
        <source>message.ticket_not_serving.what</source>
        <translation>{number} is not being served.</translation>
    </message>
    <message>
        <source>message.ticket_not_waiting.do</source>
        <translation>Check the number and its state, then try again.</translation>
    </message>
    <message>
        <source>message.ticket_not_waiting.what</source>
        <translation>{number} is not waiting.</translation>
    </message>
    <message>
        <source>message.ticket_of_another_day.do</source>
        <translation>Make a new ticket with F8.</translation>
    </message>
    <message>
        <source>message.ticket_of_another_day.what</source>
        <translation>{number} is not a number of today.</translation>
    </message>
    <message>
        <source>message.ticket_unknown.do</source>
        <translation>Check the number, or make a new ticket with F8.</translation>
    </message>
    <message>
        <source>message.ticket_unknown.what</source>
        <translation>This number is not on this computer.</translation>
    </message>
    <message>
        <source>message.tls_pair.do</source>
        <translation>Give both --tls-cert and --tls-key, or neither.</translation>
    </message>
    <message>
        <source>message.tls_pair.what</source>
        <translation>A certificate needs its key, and a key its certificate.</translation>
    </message>
    <message>
        <source>message.token_expired.do</source>
        <translation>Wait a moment; a new one is opened by itself.</translation>
    </message>
    <message>
        <source>message.token_expired.what</source>
        <translation>The session with the hub has ended.</translation>
    </message>
    <message>
        <source>message.token_invalid.do</source>
        <translation>Wait a moment; it happens by itself.</translation>
    </message>
    <message>
        <source>message.token_invalid.what</source>
        <translation>The hub asks to be greeted again.</translation>
    </message>
    <message>
        <source>message.too_many_corrections.do</source>
        <translation>File a new application with a new ticket (F8).</translation>
    </message>
    <message>
        <source>message.too_many_corrections.what</source>
        <translation>{number} was corrected 99 times already.</translation>
    </message>
    <message>
        <source>message.training_alone.do</source>
        <translation>Set up another data folder for real service: counter-app init.</translation>
    </message>
    <message>
        <source>message.training_alone.what</source>
        <translation>A practice station can't be connected with a hub.</translation>
    </message>
    <message>
        <source>message.transfer_nowhere.do</source>
        <translation>Choose another service, counter or officer.</translation>
    </message>
    <message>
        <source>message.transfer_nowhere.what</source>
        <translation>{number} would stay where it is.</translation>
    </message>
    <message>
        <source>message.undo_not_yours.do</source>
        <translation>Ask those who did it to undo it.</translation>
    </message>
    <message>
        <source>message.undo_not_yours.what</source>
        <translation>{number} was changed by another counter or officer.</translation>
    </message>
    <message>
        <source>message.undo_too_late.do</source>
        <translation>Go on from here.</translation>
    </message>
    <message>
        <source>message.undo_too_late.what</source>
        <translation>{number} can no longer be undone: another step has followed.</translation>
    </message>
    <message>
        <source>message.undo_unknown.do</source>
        <translation>Go on from here.</translation>
    </message>
    <message>
        <source>message.undo_unknown.what</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>message.visit_busy.do</source>
        <translation>Wait until that is done, then call again.</translation>
    </message>
    <message>
        <source>message.visit_busy.what</source>
        <translation>The holder of {number} is at counter {counter} with {other}.</translation>
    </message>
    <message>
        <source>message.visit_empty.do</source>
        <translation>Find a service, then press Enter.</translation>
    </message>
    <message>
        <source>message.visit_empty.what</source>
        <translation>This visit has no service yet.</translation>
    </message>
    <message>
        <source>message.visit_unknown.do</source>
        <translation>Make a ticket without the earlier visit.</translation>
    </message>
    <message>
        <source>message.visit_unknown.what</source>
        <translation>This visit is not on this computer.</translation>
    </message>
    <message>
        <source>message.wrong_key.do</source>
        <translation>Put the original key file back, or use the recovery sheet.</translation>
    </message>
    <message>
        <source>message.wrong_key.what</source>
        <translation>The key does not fit the database.</translation>
    </message>
    <message>
        <source>mishap.close</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>mishap.text</source>
        <translation>The last action was not half saved. You can go on. If it happens again, tell the IT staff this number: {reference}</translation>
    </message>
    <message>
        <source>mishap.title</source>
        <translation>The program made a mistake</translation>
    </message>
    <message>
        <source>month.m1</source>
        <translation>January</translation>
    </message>
    <message>
        <source>month.m10</source>
        <translation>October</translation>
    </message>
    <message>
        <source>month.m11</source>
        <translation>November</translation>
    </message>
    <message>
        <source>month.m12</source>
        <translation>December</translation>
    </message>
    <message>
        <source>month.m2</source>
        <translation>February</translation>
    </message>
    <message>
        <source>month.m3</source>
        <translation>March</translation>
    </message>
    <message>
        <source>month.m4</source>
        <translation>April</translation>
    </message>
    <message>
        <source>month.m5</source>
        <translation>May</translation>
    </message>
    <message>
        <source>month.m6</source>
        <translation>June</translation>
    </message>
    <message>
        <source>month.m7</source>
        <translation>July</translation>
    </message>
    <message>
        <source>month.m8</source>
        <translation>August</translation>
    </message>
    <message>
        <source>month.m9</source>
        <translation>September</translation>
    </message>
    <message>
        <source>move.cancel_title</source>
        <translation>Cancel: {reason}</translation>
    </message>
    <message>
        <source>move.choose</source>
        <translation>Type words or choose by the arrows first.</translation>
    </message>
    <message>
        <source>move.finish_title</source>
        <translation>Finish: {outcome}</translation>
    </message>
    <message numerus="yes">
        <source>move.found</source>
        <translation>
            <numerusform>{n} choice. Arrows choose, Enter does it.</numerusform>
            <numerusform>{n} choices. Arrows choose, Enter does it.</numerusform>
        </translation>
    </message>
    <message>
        <source>move.hand_back_title</source>
        <translation>Back to the queue</translation>
    </message>
    <message>
        <source>move.hint</source>
        <translation>Type a place, a counter, an officer or a service. Enter does it.</translation>
    </message>
    <message>
        <source>move.kind_cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>move.kind_counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>move.kind_finish</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>move.kind_hand_back</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>move.kind_officer</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>move.kind_park</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>move.kind_priority</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>move.kind_service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>move.no_priority</source>
        <translation>No priority</translation>
    </message>
    <message>
        <source>move.nobody</source>
        <translation>There is no number to transfer.</translation>
    </message>
    <message>
        <source>move.nothing</source>
        <translation>Nothing for “{words}”. Try other words.</translation>
    </message>
    <message>
        <source>move.service_detail</source>
        <translation>{agency}, queue {letter}</translation>
    </message>
    <message>
        <source>move.title</source>
        <translation>Where does {number} go?</translation>
    </message>
    <message>
        <source>move.too_late</source>
        <translation>{number} does not wait any more, so it can't be moved from here.</translation>
    </message>
    <message>
        <source>move_text.cancel</source>
        <translation>{number} is void and is given to nobody else.</translation>
    </message>
    <message>
        <source>move_text.counter</source>
        <translation>{number} waits for {name}. Number, time of issue and priority stay.</translation>
    </message>
    <message>
        <source>move_text.finish</source>
        <translation>The service of {number} ends, nothing is printed. What was typed is kept.</translation>
    </message>
    <message>
        <source>move_text.hand_back</source>
        <translation>{number} waits again as before the call.</translation>
    </message>
    <message>
        <source>move_text.no_priority</source>
        <translation>{number} waits like the others, with the same number and time.</translation>
    </message>
    <message>
        <source>move_text.officer</source>
        <translation>{number} is offered to {name} only. Number, time of issue and priority stay.</translation>
    </message>
    <message>
        <source>move_text.park</source>
        <translation>{number} is held. The counter is free for the next number. This time does not count as waiting.</translation>
    </message>
    <message>
        <source>move_text.priority</source>
        <translation>{number} is called in the turn of priority: {name}. Number and time stay, also for other services of this visit.</translation>
    </message>
    <message>
        <source>move_text.service</source>
        <translation>{number} waits for {name}. Number, time of issue and priority stay.</translation>
    </message>
    <message>
        <source>new_pin.again</source>
        <translation>New PIN once more</translation>
    </message>
    <message>
        <source>new_pin.differs</source>
        <translation>The two PINs differ. Type it once more.</translation>
    </message>
    <message>
        <source>new_pin.keep</source>
        <translation>Keep it and sign in</translation>
    </message>
    <message>
        <source>new_pin.new</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>new_pin.text</source>
        <translation>The temporary PIN is for this once only. Type a new PIN twice.</translation>
    </message>
    <message>
        <source>new_pin.title</source>
        <translation>Choose your PIN</translation>
    </message>
    <message>
        <source>no_start.close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>no_start.title</source>
        <translation>The counter can't be opened</translation>
    </message>
    <message>
        <source>note.nik_birth_date</source>
        <translation>date of birth differs from the NIK</translation>
    </message>
    <message>
        <source>note.nik_kecamatan_unknown</source>
        <translation>district code not known, compare with the card</translation>
    </message>
    <message>
        <source>note.nik_regency_unknown</source>
        <translation>regency code not known, compare with the card</translation>
    </message>
    <message>
        <source>note.nik_serial_zero</source>
        <translation>serial number 0000, compare with the card</translation>
    </message>
    <message>
        <source>notice.continued</source>
        <translation>The old data on this computer has been brought together with the hub</translation>
    </message>
    <message>
        <source>notice.continued_text</source>
        <translation>All records are kept. Numbers from here now have {issuer} in between, for example B{issuer}-001.</translation>
    </message>
    <message>
        <source>notice.hub_back</source>
        <translation>Hub connected again</translation>
    </message>
    <message numerus="yes">
        <source>notice.hub_back_text</source>
        <translation>
            <numerusform>{n} record sent.</numerusform>
            <numerusform>{n} records sent.</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.paper_out</source>
        <translation>Printer out of paper</translation>
    </message>
    <message numerus="yes">
        <source>notice.paper_out_text</source>
        <translation>
            <numerusform>{n} slip waiting ({number}). Load paper, then F9.</numerusform>
            <numerusform>{n} slips waiting ({number}). Load paper, then F9.</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.printer_missing</source>
        <translation>Printer not found</translation>
    </message>
    <message>
        <source>notice.printer_missing_text</source>
        <translation>Check the cable. The slips are kept.</translation>
    </message>
    <message numerus="yes">
        <source>notice.unsent</source>
        <translation>
            <numerusform>{n} record has waited for the hub for {minutes} min</numerusform>
            <numerusform>{n} records have waited for the hub for {minutes} min</numerusform>
        </translation>
    </message>
    <message>
        <source>notice.unsent_text</source>
        <translation>Work goes on and is kept on this computer. If it lasts, tell the IT staff.</translation>
    </message>
    <message>
        <source>number.ask_call</source>
        <translation>Why is {number} called first?</translation>
    </message>
    <message>
        <source>number.ask_no_show</source>
        <translation>Has {number} come?</translation>
    </message>
    <message>
        <source>number.ask_parked</source>
        <translation>Is {number} back?</translation>
    </message>
    <message>
        <source>number.ask_present</source>
        <translation>Is {number} in front of you?</translation>
    </message>
    <message>
        <source>number.call_detail</source>
        <translation>The reason stays with the call</translation>
    </message>
    <message>
        <source>number.chosen</source>
        <translation>The chosen number</translation>
    </message>
    <message numerus="yes">
        <source>number.found</source>
        <translation>
            <numerusform>{n} number. Arrows choose, Enter goes on.</numerusform>
            <numerusform>{n} numbers. Arrows choose, Enter goes on.</numerusform>
        </translation>
    </message>
    <message>
        <source>number.hint</source>
        <translation>Type a number, like 14. Enter chooses.</translation>
    </message>
    <message>
        <source>number.no_show</source>
        <translation>Not here</translation>
    </message>
    <message>
        <source>number.no_show_detail</source>
        <translation>{service}. Not here at {time}</translation>
    </message>
    <message>
        <source>number.none</source>
        <translation>No number is waiting, on hold or absent today.</translation>
    </message>
    <message>
        <source>number.nothing</source>
        <translation>Number “{words}” is not in this counter's queues today.</translation>
    </message>
    <message>
        <source>number.overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>number.parked</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>number.parked_detail</source>
        <translation>{service}. {place}, back at about {time}</translation>
    </message>
    <message>
        <source>number.parked_elsewhere</source>
        <translation>{service}. {place}, on hold at counter {n}</translation>
    </message>
    <message>
        <source>number.parked_open</source>
        <translation>{service}. {place} since {time}</translation>
    </message>
    <message>
        <source>number.present</source>
        <translation>Serve now</translation>
    </message>
    <message>
        <source>number.present_detail</source>
        <translation>Recorded as a direct call. If another counter calls the same number, both records stay.</translation>
    </message>
    <message>
        <source>number.resume</source>
        <translation>Go on at this counter</translation>
    </message>
    <message>
        <source>number.resume_detail</source>
        <translation>Served again at once, without a queue</translation>
    </message>
    <message>
        <source>number.stayed_away</source>
        <translation>Did not come back</translation>
    </message>
    <message>
        <source>number.stayed_away_detail</source>
        <translation>The service ends here</translation>
    </message>
    <message>
        <source>number.title</source>
        <translation>Which number?</translation>
    </message>
    <message>
        <source>number.to_queue</source>
        <translation>Back in the queue</translation>
    </message>
    <message>
        <source>number.to_queue_detail</source>
        <translation>In the front third of the queue, same number</translation>
    </message>
    <message>
        <source>number.waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>number.waiting_detail</source>
        <translation>{service}. Waiting for {minutes} min</translation>
    </message>
    <message>
        <source>outcome.incomplete</source>
        <translation>Papers incomplete</translation>
    </message>
    <message>
        <source>outcome.incomplete_detail</source>
        <translation>Told what is missing</translation>
    </message>
    <message>
        <source>outcome.left</source>
        <translation>Left before the end</translation>
    </message>
    <message>
        <source>outcome.left_detail</source>
        <translation>The person did not stay</translation>
    </message>
    <message>
        <source>outcome.redirected</source>
        <translation>Sent elsewhere</translation>
    </message>
    <message>
        <source>outcome.redirected_detail</source>
        <translation>Not a service of this counter</translation>
    </message>
    <message>
        <source>outcome.served</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>outcome.served_detail</source>
        <translation>Information, collection, or a service without papers</translation>
    </message>
    <message>
        <source>outcome.text</source>
        <translation>{number} has nothing entered. Choose how it ended, then Enter.</translation>
    </message>
    <message>
        <source>outcome.title</source>
        <translation>How did it end?</translation>
    </message>
    <message>
        <source>paper.called_at</source>
        <translation>Called</translation>
    </message>
    <message numerus="yes">
        <source>paper.count</source>
        <translation>
            <numerusform>{n} keyed in</numerusform>
            <numerusform>{n} keyed in</numerusform>
        </translation>
    </message>
    <message>
        <source>paper.day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>paper.done</source>
        <translation>{number} keyed in, {service}</translation>
    </message>
    <message>
        <source>paper.finished_at</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>paper.issued_at</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>paper.mark</source>
        <translation>Keyed in from a paper ticket</translation>
    </message>
    <message>
        <source>paper.number</source>
        <translation>Number on paper</translation>
    </message>
    <message>
        <source>paper.number_hint</source>
        <translation>for example 17</translation>
    </message>
    <message>
        <source>paper.open</source>
        <translation>Key in paper tickets</translation>
    </message>
    <message>
        <source>paper.optional</source>
        <translation>may stay empty</translation>
    </message>
    <message>
        <source>paper.origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>paper.row</source>
        <translation>{number}  {service}  {times}</translation>
    </message>
    <message>
        <source>paper.save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>paper.service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>paper.service_hint</source>
        <translation>for example ktp hilang</translation>
    </message>
    <message>
        <source>paper.started_at</source>
        <translation>Started</translation>
    </message>
    <message>
        <source>paper.state</source>
        <translation>Paper tickets</translation>
    </message>
    <message>
        <source>paper.text</source>
        <translation>Key them in one by one with the times on the paper. Enter goes to the next field; in the last one it saves. Nothing is printed.</translation>
    </message>
    <message>
        <source>paper.time_hint</source>
        <translation>0905</translation>
    </message>
    <message>
        <source>paper.title</source>
        <translation>Paper tickets of an outage</translation>
    </message>
    <message>
        <source>paper_form.asli</source>
        <translation>original, {n}</translation>
    </message>
    <message>
        <source>paper_form.digital</source>
        <translation>digital file</translation>
    </message>
    <message numerus="yes">
        <source>paper_form.formulir</source>
        <translation>
            <numerusform>form, {n} sheet</numerusform>
            <numerusform>form, {n} sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paper_form.foto</source>
        <translation>
            <numerusform>photo, {n} print</numerusform>
            <numerusform>photo, {n} prints</numerusform>
        </translation>
    </message>
    <message>
        <source>paper_form.hadir</source>
        <translation>in person</translation>
    </message>
    <message>
        <source>paper_form.salinan</source>
        <translation>copy, {n}</translation>
    </message>
    <message>
        <source>paper_form.salinan_legalisir</source>
        <translation>certified copy, {n}</translation>
    </message>
    <message>
        <source>paper_form.tunjuk</source>
        <translation>original shown</translation>
    </message>
    <message>
        <source>paper_name.missing</source>
        <translation>Missing-papers slip</translation>
    </message>
    <message>
        <source>paper_name.receipt</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>paper_name.sheet</source>
        <translation>Requirement sheet</translation>
    </message>
    <message>
        <source>paper_name.ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>parked_at.check</source>
        <translation>Inspection or verification</translation>
    </message>
    <message>
        <source>parked_at.copies</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>parked_at.other</source>
        <translation>Somewhere else</translation>
    </message>
    <message>
        <source>parked_at.papers</source>
        <translation>Fetching papers</translation>
    </message>
    <message>
        <source>parked_at.payment</source>
        <translation>Bank or cashier</translation>
    </message>
    <message>
        <source>place.counter</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>place.no_hub</source>
        <translation>No hub</translation>
    </message>
    <message>
        <source>place.own_hub</source>
        <translation>Hub: this PC</translation>
    </message>
    <message>
        <source>place.printer_trouble</source>
        <translation>Printer trouble</translation>
    </message>
    <message numerus="yes">
        <source>place.printing</source>
        <translation>
            <numerusform>{n} paper not printed</numerusform>
            <numerusform>{n} papers not printed</numerusform>
        </translation>
    </message>
    <message>
        <source>place.silent_hub</source>
        <translation>The hub on this PC does not answer yet</translation>
    </message>
    <message>
        <source>place.waiting_line</source>
        <translation>Waiting {n}, longest {minutes} min</translation>
    </message>
    <message>
        <source>place.waiting_none</source>
        <translation>Waiting 0</translation>
    </message>
    <message>
        <source>presence.hint</source>
        <translation>Ask for the service, choose it, then Enter. When the hub answers again, its ticket is matched.</translation>
    </message>
    <message>
        <source>presence.no_number</source>
        <translation>No queue number of this place</translation>
    </message>
    <message>
        <source>presence.type_first</source>
        <translation>Type the number of the person in front of you.</translation>
    </message>
    <message>
        <source>presence.unknown</source>
        <translation>Not known at this counter yet</translation>
    </message>
    <message>
        <source>presence.which</source>
        <translation>Which service for {number}?</translation>
    </message>
    <message>
        <source>printer.address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>printer.asking</source>
        <translation>Asking the printer</translation>
    </message>
    <message>
        <source>printer.cutter</source>
        <translation>Paper cutter</translation>
    </message>
    <message>
        <source>printer.doubt</source>
        <translation>{paper} {title}: did it come out of the printer?</translation>
    </message>
    <message>
        <source>printer.doubt_do</source>
        <translation>Look at the printer. If it did not, the new print is marked DUPLIKAT.</translation>
    </message>
    <message>
        <source>printer.doubt_more</source>
        <translation>{n} more after this.</translation>
    </message>
    <message>
        <source>printer.doubt_status</source>
        <translation>Check the printer</translation>
    </message>
    <message>
        <source>printer.example</source>
        <translation>as {example}</translation>
    </message>
    <message>
        <source>printer.is_out</source>
        <translation>It is out</translation>
    </message>
    <message>
        <source>printer.keep</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>printer.keep_anyway</source>
        <translation>Enter once more saves all the same.</translation>
    </message>
    <message>
        <source>printer.kept</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>printer.kept_unseen</source>
        <translation>The printer can't be reached yet; slips wait until it can.</translation>
    </message>
    <message>
        <source>printer.kind</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>printer.letters</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>printer.letters_own</source>
        <translation>The printer's own, code page {page}</translation>
    </message>
    <message>
        <source>printer.letters_picture</source>
        <translation>Pictures (the same everywhere)</translation>
    </message>
    <message>
        <source>printer.move</source>
        <translation>Move the papers</translation>
    </message>
    <message numerus="yes">
        <source>printer.moved</source>
        <translation>
            <numerusform>{n} paper moved to the other printer.</numerusform>
            <numerusform>{n} papers moved to the other printer.</numerusform>
        </translation>
    </message>
    <message>
        <source>printer.name</source>
        <translation>Printer's name</translation>
    </message>
    <message>
        <source>printer.name_hint</source>
        <translation>empty = the default one</translation>
    </message>
    <message>
        <source>printer.no_other</source>
        <translation>There is no spare printer yet. Set one up with Ctrl+Shift+P.</translation>
    </message>
    <message>
        <source>printer.not_out</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>printer.nothing_in_doubt</source>
        <translation>No paper is in doubt.</translation>
    </message>
    <message>
        <source>printer.nothing_waits</source>
        <translation>No paper is stuck.</translation>
    </message>
    <message>
        <source>printer.paper_low</source>
        <translation>Paper is low</translation>
    </message>
    <message>
        <source>printer.place</source>
        <translation>Which printer</translation>
    </message>
    <message>
        <source>printer.printing</source>
        <translation>Printing the test page</translation>
    </message>
    <message>
        <source>printer.qr</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>printer.roll</source>
        <translation>Paper width</translation>
    </message>
    <message>
        <source>printer.said_again</source>
        <translation>Printed again, marked DUPLIKAT.</translation>
    </message>
    <message>
        <source>printer.said_out</source>
        <translation>Noted as printed.</translation>
    </message>
    <message>
        <source>printer.set_up</source>
        <translation>Set up the printer</translation>
    </message>
    <message>
        <source>printer.text</source>
        <translation>Enter looks at the printer, then saves. Esc goes back without saving.</translation>
    </message>
    <message>
        <source>printer.title</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>printer.trial</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>printer.tried</source>
        <translation>The test page is printed</translation>
    </message>
    <message>
        <source>printer.tried_do</source>
        <translation>Check width, signs and QR code. If all is well, press Enter.</translation>
    </message>
    <message>
        <source>printer_cutter.no</source>
        <translation>No</translation>
    </message>
    <message>
        <source>printer_cutter.yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>printer_kind.device</source>
        <translation>Device file</translation>
    </message>
    <message>
        <source>printer_kind.folder</source>
        <translation>Folder on this computer</translation>
    </message>
    <message>
        <source>printer_kind.network</source>
        <translation>Network (TCP)</translation>
    </message>
    <message>
        <source>printer_kind.none</source>
        <translation>None</translation>
    </message>
    <message>
        <source>printer_kind.queue</source>
        <translation>Windows print queue</translation>
    </message>
    <message>
        <source>printer_kind.serial</source>
        <translation>Serial (COM)</translation>
    </message>
    <message>
        <source>printer_kind.system</source>
        <translation>System printer (PDF)</translation>
    </message>
    <message>
        <source>printer_kind.usb</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>printer_place.spare</source>
        <translation>Spare printer</translation>
    </message>
    <message>
        <source>printer_place.usual</source>
        <translation>Slip printer</translation>
    </message>
    <message>
        <source>printer_qr.native</source>
        <translation>Drawn by the printer</translation>
    </message>
    <message>
        <source>printer_qr.picture</source>
        <translation>Drawn by the program</translation>
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
        <translation>80 mm, 512 dots</translation>
    </message>
    <message>
        <source>printer_state.folder</source>
        <translation>Slips are kept as PDF, nothing is printed.</translation>
    </message>
    <message>
        <source>printer_state.mute</source>
        <translation>The printer is connected.</translation>
    </message>
    <message>
        <source>printer_state.none</source>
        <translation>There is no spare printer yet.</translation>
    </message>
    <message>
        <source>printer_state.paper_low</source>
        <translation>The printer is ready, its paper is low.</translation>
    </message>
    <message>
        <source>printer_state.ready</source>
        <translation>The printer is ready.</translation>
    </message>
    <message>
        <source>printer_state_do.folder</source>
        <translation>Choose the printer's connection below.</translation>
    </message>
    <message>
        <source>printer_state_do.mute</source>
        <translation>This printer does not tell its state: you see an empty roll only at the printer.</translation>
    </message>
    <message>
        <source>printer_state_do.none</source>
        <translation>Stuck slips can be moved there with Ctrl+F9.</translation>
    </message>
    <message>
        <source>printer_state_do.paper_low</source>
        <translation>Have a new roll at hand.</translation>
    </message>
    <message>
        <source>printer_state_do.ready</source>
        <translation>Print a test page if you like.</translation>
    </message>
    <message>
        <source>priority.chip</source>
        <translation>Priority: {name}</translation>
    </message>
    <message>
        <source>priority.disabled</source>
        <translation>Person with disability</translation>
    </message>
    <message>
        <source>priority.disaster</source>
        <translation>Disaster victim</translation>
    </message>
    <message>
        <source>priority.elderly</source>
        <translation>Elderly (60 and over)</translation>
    </message>
    <message>
        <source>priority.elderly_short</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>priority.infant</source>
        <translation>With a child under five</translation>
    </message>
    <message>
        <source>priority.none</source>
        <translation>None</translation>
    </message>
    <message>
        <source>priority.nursing_short</source>
        <translation>nursing mother</translation>
    </message>
    <message>
        <source>priority.pregnant</source>
        <translation>Pregnant or nursing mother</translation>
    </message>
    <message>
        <source>priority.title</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>priority_name.disabled</source>
        <translation>disability</translation>
    </message>
    <message>
        <source>priority_name.disaster</source>
        <translation>disaster victim</translation>
    </message>
    <message>
        <source>priority_name.elderly</source>
        <translation>elderly</translation>
    </message>
    <message>
        <source>priority_name.infant</source>
        <translation>small child</translation>
    </message>
    <message>
        <source>priority_name.pregnant</source>
        <translation>pregnant</translation>
    </message>
    <message>
        <source>rail.called_at</source>
        <translation>Called at {time}</translation>
    </message>
    <message>
        <source>rail.called_times</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>rail.finished_at</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>rail.last</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>rail.minutes</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>rail.nobody</source>
        <translation>Nobody is being served</translation>
    </message>
    <message>
        <source>rail.presence_label</source>
        <translation>Number of the person in front of you</translation>
    </message>
    <message>
        <source>rail.ready</source>
        <translation>Counter ready</translation>
    </message>
    <message>
        <source>rail.served_for</source>
        <translation>Served for</translation>
    </message>
    <message>
        <source>rail.serving</source>
        <translation>Being served</translation>
    </message>
    <message>
        <source>rail.taken_at</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>rail.taken_value</source>
        <translation>{time}, kiosk {n}</translation>
    </message>
    <message numerus="yes">
        <source>rail.times</source>
        <translation>
            <numerusform>{n} time</numerusform>
            <numerusform>{n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>rail.waited</source>
        <translation>Waited</translation>
    </message>
    <message>
        <source>reason.damaged</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>reason.data_differs</source>
        <translation>Data differ</translation>
    </message>
    <message>
        <source>reason.decided</source>
        <translation>Decided by the head</translation>
    </message>
    <message>
        <source>reason.exempt</source>
        <translation>Exempt by rule</translation>
    </message>
    <message>
        <source>reason.expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>reason.in_system</source>
        <translation>Already in the system</translation>
    </message>
    <message>
        <source>reason.incomplete</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>reason.not_certified</source>
        <translation>Not certified</translation>
    </message>
    <message>
        <source>reason.other</source>
        <translation>Other reason</translation>
    </message>
    <message>
        <source>reason.unreadable</source>
        <translation>Unreadable</translation>
    </message>
    <message>
        <source>reason.unsigned</source>
        <translation>Not signed</translation>
    </message>
    <message>
        <source>reason.wrong_paper</source>
        <translation>Wrong paper</translation>
    </message>
    <message>
        <source>receipt.applicant</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>receipt.expected</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>receipt.keep</source>
        <translation>Please keep this receipt and show it with your ID card when collecting at counter {n}.</translation>
    </message>
    <message>
        <source>receipt.list</source>
        <translation>List of papers</translation>
    </message>
    <message>
        <source>receipt.officer</source>
        <translation>Receiving officer, counter {n}</translation>
    </message>
    <message>
        <source>receipt.print_no</source>
        <translation>Print {n}</translation>
    </message>
    <message>
        <source>receipt.received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>receipt.title</source>
        <translation>Receipt for application papers</translation>
    </message>
    <message>
        <source>receipt.type_code</source>
        <translation>Scan the QR code, or open {address} and type the code:</translation>
    </message>
    <message>
        <source>reception.added</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>reception.all</source>
        <translation>Type everyday words, for example: ktp hilang. Enter adds.</translation>
    </message>
    <message>
        <source>reception.cleared</source>
        <translation>Visit cleared</translation>
    </message>
    <message numerus="yes">
        <source>reception.hint</source>
        <translation>
            <numerusform>{n} service. Arrows choose, Enter adds.</numerusform>
            <numerusform>{n} services. Arrows choose, Enter adds.</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.issued</source>
        <translation>{numbers} made, tickets printing</translation>
    </message>
    <message>
        <source>reception.nothing_printed</source>
        <translation>There is no ticket to print again yet.</translation>
    </message>
    <message>
        <source>reception.nothing_yet</source>
        <translation>No service yet</translation>
    </message>
    <message>
        <source>reception.place</source>
        <translation>Reception</translation>
    </message>
    <message>
        <source>reception.print_none</source>
        <translation>Print tickets</translation>
    </message>
    <message numerus="yes">
        <source>reception.printed_again</source>
        <translation>
            <numerusform>Last ticket printing again</numerusform>
            <numerusform>Last {n} tickets printing again</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.put_back</source>
        <translation>Visit put back</translation>
    </message>
    <message>
        <source>reception.queue</source>
        <translation>Queue {letter}</translation>
    </message>
    <message>
        <source>reception.search</source>
        <translation>Find a service</translation>
    </message>
    <message numerus="yes">
        <source>reception.services</source>
        <translation>
            <numerusform>{n} service</numerusform>
            <numerusform>{n} services</numerusform>
        </translation>
    </message>
    <message>
        <source>reception.sheet</source>
        <translation>Requirement sheet</translation>
    </message>
    <message>
        <source>reception.sheet_printed</source>
        <translation>Sheet “{service}” printing</translation>
    </message>
    <message>
        <source>reception.taken_back</source>
        <translation>{numbers} cancelled</translation>
    </message>
    <message>
        <source>reception.visit</source>
        <translation>New visit</translation>
    </message>
    <message>
        <source>reception.waiting</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>reception.where</source>
        <translation>{agency}, counter {counters}</translation>
    </message>
    <message>
        <source>relation.child</source>
        <translation>Child</translation>
    </message>
    <message>
        <source>relation.neighbour</source>
        <translation>Neighbour</translation>
    </message>
    <message>
        <source>relation.none</source>
        <translation>No companion</translation>
    </message>
    <message>
        <source>relation.other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>relation.parent</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>relation.relative</source>
        <translation>Relative</translation>
    </message>
    <message>
        <source>relation.sibling</source>
        <translation>Sibling</translation>
    </message>
    <message>
        <source>relation.spouse</source>
        <translation>Spouse</translation>
    </message>
    <message>
        <source>relation.village</source>
        <translation>Village officer</translation>
    </message>
    <message>
        <source>report.all</source>
        <translation>All queues</translation>
    </message>
    <message>
        <source>report.by_p90</source>
        <translation>Queues, ordered by wait p90</translation>
    </message>
    <message>
        <source>report.daily</source>
        <translation>Daily report</translation>
    </message>
    <message>
        <source>report.definitions</source>
        <translation>Wait: from ticket printed to called. Service: from start to finish, without no-shows. Median: half of the people waited less than this. p90: 9 of 10 people waited at most this. n: number of tickets counted.</translation>
    </message>
    <message>
        <source>report.follow_up</source>
        <translation>To follow up</translation>
    </message>
    <message>
        <source>report.page</source>
        <translation>Page {n} of {total}</translation>
    </message>
    <message>
        <source>report_form.csv</source>
        <translation>Text table (CSV)</translation>
    </message>
    <message>
        <source>report_form.json</source>
        <translation>Data (JSON)</translation>
    </message>
    <message>
        <source>report_form.pdf</source>
        <translation>PDF, for paper and mail</translation>
    </message>
    <message>
        <source>report_form.xlsx</source>
        <translation>Spreadsheet (XLSX)</translation>
    </message>
    <message>
        <source>report_screen.cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>report_screen.done</source>
        <translation>The report of {day} is printed</translation>
    </message>
    <message>
        <source>report_screen.form</source>
        <translation>As what</translation>
    </message>
    <message>
        <source>report_screen.make</source>
        <translation>Make the report</translation>
    </message>
    <message>
        <source>report_screen.not_here</source>
        <translation>Reports can't be made on this computer.</translation>
    </message>
    <message>
        <source>report_screen.open</source>
        <translation>Open the file</translation>
    </message>
    <message>
        <source>report_screen.open_folder</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>report_screen.printed</source>
        <translation>Printed. Its file is saved: {path}</translation>
    </message>
    <message>
        <source>report_screen.printing</source>
        <translation>Printing the report of {day} …</translation>
    </message>
    <message>
        <source>report_screen.progress</source>
        <translation>Making the report, {n} %</translation>
    </message>
    <message>
        <source>report_screen.saved</source>
        <translation>Saved: {path}</translation>
    </message>
    <message>
        <source>report_screen.span</source>
        <translation>Of what</translation>
    </message>
    <message>
        <source>report_span.day</source>
        <translation>One day</translation>
    </message>
    <message>
        <source>report_span.month</source>
        <translation>One month</translation>
    </message>
    <message>
        <source>req.form_copy</source>
        <translation>copy, {n}</translation>
    </message>
    <message numerus="yes">
        <source>req.form_form</source>
        <translation>
            <numerusform>form, {n} sheet</numerusform>
            <numerusform>form, {n} sheets</numerusform>
        </translation>
    </message>
    <message>
        <source>req.form_original</source>
        <translation>original, {n}</translation>
    </message>
    <message>
        <source>req.held</source>
        <translation>Already held</translation>
    </message>
    <message>
        <source>req.missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>req.not_applicable</source>
        <translation>Does not apply</translation>
    </message>
    <message>
        <source>req.original_shown</source>
        <translation>Original shown</translation>
    </message>
    <message>
        <source>req.present</source>
        <translation>Present</translation>
    </message>
    <message>
        <source>req.rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>req.to_follow</source>
        <translation>To follow</translation>
    </message>
    <message>
        <source>req.unanswered</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>req.unchecked</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>req.waived</source>
        <translation>Waived</translation>
    </message>
    <message>
        <source>result.cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>scanned.sign_in_first</source>
        <translation>Sign in first, then scan again.</translation>
    </message>
    <message>
        <source>scanned.unknown</source>
        <translation>{code}: its data has not arrived yet, try again later.</translation>
    </message>
    <message>
        <source>service.fee</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>service.free</source>
        <translation>FREE</translation>
    </message>
    <message>
        <source>service.result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>service.time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>service.time_from</source>
        <translation>from complete papers</translation>
    </message>
    <message numerus="yes">
        <source>service.working_days</source>
        <translation>
            <numerusform>{n} working day</numerusform>
            <numerusform>{n} working days</numerusform>
        </translation>
    </message>
    <message>
        <source>sheet.catalogue</source>
        <translation>Catalogue {version}</translation>
    </message>
    <message>
        <source>sheet.complaints</source>
        <translation>Complaints: lapor.go.id</translation>
    </message>
    <message>
        <source>sheet.papers</source>
        <translation>Papers to bring</translation>
    </message>
    <message>
        <source>sheet.steps</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>sheet.when</source>
        <translation>if {condition}</translation>
    </message>
    <message>
        <source>short_priority.disabled</source>
        <translation>Disability</translation>
    </message>
    <message>
        <source>short_priority.disaster</source>
        <translation>Disaster</translation>
    </message>
    <message>
        <source>short_priority.elderly</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>short_priority.infant</source>
        <translation>Small child</translation>
    </message>
    <message>
        <source>short_priority.none</source>
        <translation>None</translation>
    </message>
    <message>
        <source>short_priority.pregnant</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>sign_in.counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>sign_in.enter</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>sign_in.nobody</source>
        <translation>No officer yet</translation>
    </message>
    <message>
        <source>sign_in.officer</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>sign_in.pin</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>sign_in.pin_empty</source>
        <translation>Enter your PIN.</translation>
    </message>
    <message>
        <source>sign_in.reception</source>
        <translation>Sign in to the reception</translation>
    </message>
    <message>
        <source>sign_in.text</source>
        <translation>Choose your name, then type your PIN.</translation>
    </message>
    <message>
        <source>sign_in.title</source>
        <translation>Sign in to counter {n}</translation>
    </message>
    <message>
        <source>site_hub.address</source>
        <translation>1. Address</translation>
    </message>
    <message>
        <source>site_hub.code_for</source>
        <translation>3. Code for</translation>
    </message>
    <message>
        <source>site_hub.code_good</source>
        <translation>Code for {place}, good until {time}, for one use. On that PC: the sign-in screen, Ctrl+H.</translation>
    </message>
    <message>
        <source>site_hub.counter</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>site_hub.fingerprint</source>
        <translation>2. Eight characters on both screens</translation>
    </message>
    <message>
        <source>site_hub.heard</source>
        <translation>heard {time}</translation>
    </message>
    <message>
        <source>site_hub.make_code</source>
        <translation>Make a code</translation>
    </message>
    <message>
        <source>site_hub.no_network</source>
        <translation>This PC is not connected to a network</translation>
    </message>
    <message>
        <source>site_hub.no_network_do</source>
        <translation>Plug in the network cable or connect to Wi-Fi; the address then appears by itself.</translation>
    </message>
    <message>
        <source>site_hub.not_heard</source>
        <translation>not heard yet</translation>
    </message>
    <message>
        <source>site_hub.open</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>site_hub.reception</source>
        <translation>Reception</translation>
    </message>
    <message>
        <source>site_hub.replace</source>
        <translation>Another PC for this counter?</translation>
    </message>
    <message>
        <source>site_hub.replace_text</source>
        <translation>The PC that is connected as this counter is not accepted any more; what it has not sent stays there. Enter once more makes a code for the other PC.</translation>
    </message>
    <message>
        <source>site_hub.replaced</source>
        <translation>Counter {n}, another PC</translation>
    </message>
    <message>
        <source>site_hub.starting</source>
        <translation>The hub is getting ready</translation>
    </message>
    <message>
        <source>site_hub.stations</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>site_hub.supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>site_hub.sure</source>
        <translation>Stop being the hub?</translation>
    </message>
    <message>
        <source>site_hub.sure_text</source>
        <translation>The other counters then can't call next; their other work goes on. Press Ctrl+Shift+U once more to stop, or Esc to leave it.</translation>
    </message>
    <message>
        <source>site_hub.text_off</source>
        <translation>One PC of this building can be the hub. The other counters connect to it, and then all call from one queue, without the internet. Choose the PC that is switched on first and off last.</translation>
    </message>
    <message>
        <source>site_hub.text_on</source>
        <translation>This PC is the hub. Leave it on, without sleep, and its program open during office hours. Another counter needs the three things below.</translation>
    </message>
    <message>
        <source>site_hub.this_pc</source>
        <translation>this PC</translation>
    </message>
    <message>
        <source>site_hub.title</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>site_hub.turn_off</source>
        <translation>Stop being the hub</translation>
    </message>
    <message>
        <source>site_hub.turn_on</source>
        <translation>Make it the hub</translation>
    </message>
    <message>
        <source>site_hub.unsent</source>
        <translation>{n} not sent yet</translation>
    </message>
    <message>
        <source>slip.ahead</source>
        <translation>Ahead of you</translation>
    </message>
    <message>
        <source>slip.application_no</source>
        <translation>Application no.</translation>
    </message>
    <message numerus="yes">
        <source>slip.bring</source>
        <translation>
            <numerusform>Bring this paper:</numerusform>
            <numerusform>Bring these {n} papers:</numerusform>
        </translation>
    </message>
    <message>
        <source>slip.fee</source>
        <translation>Official fee: {rupiah} ({basis})</translation>
    </message>
    <message>
        <source>slip.free</source>
        <translation>FEE: FREE</translation>
    </message>
    <message numerus="yes">
        <source>slip.have_rest</source>
        <translation>
            <numerusform>We already have the other paper. No need to bring it again.</numerusform>
            <numerusform>We already have the other {n} papers. No need to bring them again.</numerusform>
        </translation>
    </message>
    <message>
        <source>slip.mall</source>
        <translation>PUBLIC SERVICE MALL</translation>
    </message>
    <message>
        <source>slip.missed</source>
        <translation>If you miss it, go to the information desk.</translation>
    </message>
    <message>
        <source>slip.missing_title</source>
        <translation>MISSING PAPERS</translation>
    </message>
    <message>
        <source>slip.no_queue</source>
        <translation>TO COUNTER {n}, NO NEW QUEUE</translation>
    </message>
    <message>
        <source>slip.not_brought</source>
        <translation>Not brought yet</translation>
    </message>
    <message>
        <source>slip.not_charged</source>
        <translation>No charge ({basis}).</translation>
    </message>
    <message>
        <source>slip.please_wait</source>
        <translation>Please wait until your number is called.</translation>
    </message>
    <message>
        <source>slip.priority</source>
        <translation>PRIORITY: {name}</translation>
    </message>
    <message>
        <source>slip.rejected</source>
        <translation>Rejected: {reason}</translation>
    </message>
    <message>
        <source>slip.reprint</source>
        <translation>DUPLICATE, print {n}, {officer}</translation>
    </message>
    <message>
        <source>slip.scan</source>
        <translation>Scan with the phone's camera.</translation>
    </message>
    <message>
        <source>slip.show</source>
        <translation>Show this slip during service hours.</translation>
    </message>
    <message>
        <source>slip.track</source>
        <translation>Follow the application</translation>
    </message>
    <message>
        <source>slip.track_queue</source>
        <translation>Follow your place</translation>
    </message>
    <message>
        <source>slip.wait</source>
        <translation>Waiting time</translation>
    </message>
    <message>
        <source>status.not_sent</source>
        <translation>Never sent yet</translation>
    </message>
    <message>
        <source>status.printer_ready</source>
        <translation>Printer ready</translation>
    </message>
    <message>
        <source>status.queued</source>
        <translation>{n} waiting to sync, since {time}</translation>
    </message>
    <message>
        <source>status.screens</source>
        <translation>Ctrl+number changes the screen</translation>
    </message>
    <message>
        <source>status.sent</source>
        <translation>Sent {time}</translation>
    </message>
    <message>
        <source>status.stations</source>
        <translation>{n} of {total} stations connected</translation>
    </message>
    <message>
        <source>sup.attention</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>sup.day</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>sup.double</source>
        <translation>{number} called by two counters, {time}</translation>
    </message>
    <message>
        <source>sup.hall</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>sup.kpi</source>
        <translation>KPIs</translation>
    </message>
    <message>
        <source>sup.limit</source>
        <translation>Limit {n} min.</translation>
    </message>
    <message>
        <source>sup.longest</source>
        <translation>Longest</translation>
    </message>
    <message>
        <source>sup.median_hour</source>
        <translation>Median wait, this hour</translation>
    </message>
    <message>
        <source>sup.month</source>
        <translation>Month</translation>
    </message>
    <message numerus="yes">
        <source>sup.of_counters</source>
        <translation>
            <numerusform>of {n} counter</numerusform>
            <numerusform>of {n} counters</numerusform>
        </translation>
    </message>
    <message>
        <source>sup.offline</source>
        <translation>Counter {n} offline since {time}</translation>
    </message>
    <message numerus="yes">
        <source>sup.offline_text</source>
        <translation>
            <numerusform>Still serving. {n} record waiting to sync.</numerusform>
            <numerusform>Still serving. {n} records waiting to sync.</numerusform>
        </translation>
    </message>
    <message>
        <source>sup.opens</source>
        <translation>opens {when}</translation>
    </message>
    <message>
        <source>sup.queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>sup.reports</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>sup.serving</source>
        <translation>Serving</translation>
    </message>
    <message>
        <source>sup.skm</source>
        <translation>SKM</translation>
    </message>
    <message>
        <source>sup.state_break</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>sup.state_calling</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>sup.state_closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>sup.state_free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>sup.state_long</source>
        <translation>Long</translation>
    </message>
    <message>
        <source>sup.state_offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>sup.until</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>sup.waiting_long</source>
        <translation>{agency}: {number} has waited {n} min</translation>
    </message>
    <message>
        <source>survey.anonymous</source>
        <translation>Answers carry no name.</translation>
    </message>
    <message>
        <source>survey.next</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>survey.progress</source>
        <translation>{n} of 9</translation>
    </message>
    <message>
        <source>survey.title</source>
        <translation>Satisfaction survey</translation>
    </message>
    <message>
        <source>ticket_state.called</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>ticket_state.cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>ticket_state.finished</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>ticket_state.no_show</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>ticket_state.parked</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>ticket_state.serving</source>
        <translation>Being served</translation>
    </message>
    <message>
        <source>ticket_state.waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>toast.called</source>
        <translation>{number} called</translation>
    </message>
    <message>
        <source>toast.finished</source>
        <translation>{number} finished</translation>
    </message>
    <message>
        <source>toast.undo_hint</source>
        <translation>{command}: key {key}</translation>
    </message>
    <message>
        <source>track.about</source>
        <translation>About</translation>
    </message>
    <message>
        <source>track.ahead</source>
        <translation>Ahead of you</translation>
    </message>
    <message>
        <source>track.bring</source>
        <translation>Bring it to counter {n}. You needn't queue from the start.</translation>
    </message>
    <message numerus="yes">
        <source>track.clock_later</source>
        <translation>
            <numerusform>The {n} working day counts once the papers are complete.</numerusform>
            <numerusform>The {n} working days count once the papers are complete.</numerusform>
        </translation>
    </message>
    <message>
        <source>track.code</source>
        <translation>Tracking code</translation>
    </message>
    <message>
        <source>track.done</source>
        <translation>Document handed over</translation>
    </message>
    <message numerus="yes">
        <source>track.done_in</source>
        <translation>
            <numerusform>Done in {n} working day</numerusform>
            <numerusform>Done in {n} working days</numerusform>
        </translation>
    </message>
    <message>
        <source>track.incomplete</source>
        <translation>Papers incomplete</translation>
    </message>
    <message>
        <source>track.journey</source>
        <translation>Steps of the application</translation>
    </message>
    <message>
        <source>track.missed</source>
        <translation>Listen for the call and watch the screen. If you miss it, go to the information desk. You don't queue from the start.</translation>
    </message>
    <message numerus="yes">
        <source>track.missing</source>
        <translation>
            <numerusform>{n} paper missing</numerusform>
            <numerusform>{n} papers missing</numerusform>
        </translation>
    </message>
    <message>
        <source>track.name</source>
        <translation>Track an application</translation>
    </message>
    <message>
        <source>track.papers</source>
        <translation>Your papers</translation>
    </message>
    <message numerus="yes">
        <source>track.prepare</source>
        <translation>
            <numerusform>See the {n} paper to prepare</numerusform>
            <numerusform>See the {n} papers to prepare</numerusform>
        </translation>
    </message>
    <message>
        <source>track.privacy</source>
        <translation>This page holds no name and no NIK.</translation>
    </message>
    <message numerus="yes">
        <source>track.refresh</source>
        <translation>
            <numerusform>Refreshes itself every second.</numerusform>
            <numerusform>Refreshes itself every {n} seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>track.standard</source>
        <translation>
            <numerusform>The standard of this service is {n} working day.</numerusform>
            <numerusform>The standard of this service is {n} working days.</numerusform>
        </translation>
    </message>
    <message>
        <source>track.step_approved</source>
        <translation>Approved, document issued</translation>
    </message>
    <message>
        <source>track.step_checked</source>
        <translation>Checked by an officer</translation>
    </message>
    <message>
        <source>track.step_complete</source>
        <translation>Papers complete</translation>
    </message>
    <message>
        <source>track.step_handed</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>track.step_ready</source>
        <translation>Document ready for collection</translation>
    </message>
    <message>
        <source>track.step_registered</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>track.survey_ask</source>
        <translation>How did we serve you?</translation>
    </message>
    <message>
        <source>track.survey_go</source>
        <translation>Take the survey</translation>
    </message>
    <message>
        <source>track.survey_text</source>
        <translation>9 questions, about 2 minutes. No name.</translation>
    </message>
    <message>
        <source>track.waiting</source>
        <translation>Waiting to be called</translation>
    </message>
    <message>
        <source>track.who_looked</source>
        <translation>Who looked at my data</translation>
    </message>
    <message>
        <source>track.your_number</source>
        <translation>Your queue number</translation>
    </message>
    <message>
        <source>training.band</source>
        <translation>PRACTICE DATA – nothing here is real</translation>
    </message>
    <message>
        <source>until.hint</source>
        <translation>may stay empty</translation>
    </message>
    <message>
        <source>until.label</source>
        <translation>Back at about</translation>
    </message>
    <message>
        <source>until.past</source>
        <translation>That time has passed. Enter a time after {now}.</translation>
    </message>
    <message>
        <source>until.wrong</source>
        <translation>Enter a time, like 10.30.</translation>
    </message>
    <message>
        <source>verb.bring_back</source>
        <translation>Back in the queue</translation>
    </message>
    <message>
        <source>verb.call</source>
        <translation>Call now</translation>
    </message>
    <message>
        <source>verb.cancel</source>
        <translation>Cancel the number</translation>
    </message>
    <message>
        <source>verb.choose_number</source>
        <translation>A given number</translation>
    </message>
    <message>
        <source>verb.finish</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>verb.finish_and_call</source>
        <translation>Finish and call</translation>
    </message>
    <message>
        <source>verb.finish_and_issue</source>
        <translation>Finish and print the ticket</translation>
    </message>
    <message>
        <source>verb.hand_back</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>verb.park</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>verb.priority</source>
        <translation>Set priority</translation>
    </message>
    <message>
        <source>verb.resume</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>verb.serve_present</source>
        <translation>Start serving</translation>
    </message>
    <message>
        <source>verb.stay</source>
        <translation>Stay</translation>
    </message>
    <message>
        <source>verb.transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>verb_done.brought_back</source>
        <translation>{number} is in the queue again</translation>
    </message>
    <message>
        <source>verb_done.called</source>
        <translation>{number} called out of order</translation>
    </message>
    <message>
        <source>verb_done.cancelled</source>
        <translation>{number} cancelled</translation>
    </message>
    <message>
        <source>verb_done.finished_and_called</source>
        <translation>{number} finished, {next} called</translation>
    </message>
    <message>
        <source>verb_done.finished_nobody</source>
        <translation>{number} finished. Nobody is waiting.</translation>
    </message>
    <message>
        <source>verb_done.handed_back</source>
        <translation>{number} is back in the queue</translation>
    </message>
    <message>
        <source>verb_done.next_issued</source>
        <translation>{number} finished, {next} made</translation>
    </message>
    <message>
        <source>verb_done.no_priority</source>
        <translation>{number} without priority</translation>
    </message>
    <message>
        <source>verb_done.parked</source>
        <translation>{number} on hold: {place}</translation>
    </message>
    <message>
        <source>verb_done.parked_until</source>
        <translation>{number} on hold until {time}: {place}</translation>
    </message>
    <message>
        <source>verb_done.present</source>
        <translation>{number} served directly</translation>
    </message>
    <message>
        <source>verb_done.prioritised</source>
        <translation>{number} has priority now: {name}</translation>
    </message>
    <message>
        <source>verb_done.resumed</source>
        <translation>{number} goes on</translation>
    </message>
    <message>
        <source>verb_done.transferred</source>
        <translation>{number} transferred: {name}</translation>
    </message>
    <message>
        <source>waiting.empty</source>
        <translation>Queue {letter} is empty</translation>
    </message>
    <message>
        <source>waiting.longest</source>
        <translation>Longest {n} min</translation>
    </message>
    <message>
        <source>waiting.more</source>
        <translation>{n} more</translation>
    </message>
    <message>
        <source>waiting.not_printed</source>
        <translation>Slip not printed</translation>
    </message>
    <message>
        <source>waiting.order</source>
        <translation>Order: {priority} priority, then {regular} regular</translation>
    </message>
    <message>
        <source>waiting.order_hub</source>
        <translation>Order decided by the hub</translation>
    </message>
    <message>
        <source>waiting.stale</source>
        <translation>As of {time}, may have changed</translation>
    </message>
    <message>
        <source>waiting.title</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>weekday.d1</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>weekday.d2</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>weekday.d3</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>weekday.d4</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>weekday.d5</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>weekday.d6</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>weekday.d7</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>why.aged</source>
        <translation>Why this number? Waiting for more than {limit} minutes, so it goes first.</translation>
    </message>
    <message>
        <source>why.chosen</source>
        <translation>Why this number? Chosen by the officer, out of order.</translation>
    </message>
    <message>
        <source>why.chosen_because</source>
        <translation>Why this number? Chosen by the officer: {reason}.</translation>
    </message>
    <message>
        <source>why.present</source>
        <translation>Why this number? The hub did not answer, and the person stood at the counter.</translation>
    </message>
    <message>
        <source>why.priority</source>
        <translation>Why this number? A priority turn: {p} priority, then {r} regular.</translation>
    </message>
    <message>
        <source>why.regular</source>
        <translation>Why this number? It has waited longest without priority.</translation>
    </message>
    <message>
        <source>why.returned</source>
        <translation>Why this number? Back with the same number, placed in the front third.</translation>
    </message>
    <message>
        <source>why.title</source>
        <translation>Why this number?</translation>
    </message>
    <message>
        <source>zoom.larger</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>zoom.normal</source>
        <translation>Normal size</translation>
    </message>
    <message>
        <source>zoom.smaller</source>
        <translation>Smaller</translation>
    </message>
</context>
</TS>
