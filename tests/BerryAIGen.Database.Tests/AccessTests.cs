using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class AccessTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_key_opens_until_it_is_withdrawn_and_its_name_is_free_again(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var keys = new AccessKeys(database.Library, TimeProvider.System);

        var (key, text) = await keys.AddAsync("laptop", "WRITE", Stop);
        var caller = await keys.FindAsync(text, Stop);
        var taken = await Should.ThrowAsync<LibraryException>(() => keys.AddAsync("laptop", "read", Stop));
        await keys.RevokeAsync(key.Id, keepsAdmin: false, Stop);

        caller.ShouldBe(new AccessCaller(key.Id, "laptop", AccessScope.Write));
        taken.Failure.Code.ShouldBe(FailureCode.Conflict);
        (await keys.FindAsync(text, Stop)).ShouldBeNull();
        (await keys.AnyAsync(null, Stop)).ShouldBeFalse();
        (await keys.AddAsync("laptop", "read", Stop)).Text.ShouldNotBe(text);
        (await keys.ListAsync(Stop)).Count(row => row.RevokedAt is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task An_id_goes_before_a_name_and_a_name_is_one_key_s_also_when_two_take_it_at_once(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var keys = new AccessKeys(database.Library, TimeProvider.System);
        var (first, _) = await keys.AddAsync("first", "read", Stop);
        await keys.AddAsync(first.Id, "read", Stop);

        var revoked = await keys.RevokeAsync(first.Id, keepsAdmin: false, Stop);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddAsync(keys)));

        revoked.Name.ShouldBe("first");
        both.Count(failure => failure is null).ShouldBe(1);
        both.OfType<FailureCode>().ShouldAllBe(code => code == FailureCode.Conflict);

        async Task<FailureCode?> AddAsync(AccessKeys keys)
        {
            try
            {
                await Task.Yield();
                await keys.AddAsync("wanted", "read", Stop);
                return null;
            }
            catch (LibraryException problem)
            {
                return problem.Failure.Code;
            }
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_last_admin_stays_where_it_must(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var keys = new AccessKeys(database.Library, TimeProvider.System);
        await keys.AddAsync("one", "admin", Stop);
        await keys.AddAsync("other", "write", Stop);

        var refused = await Should.ThrowAsync<LibraryException>(() => keys.RevokeAsync("one", keepsAdmin: true, Stop));
        await keys.RevokeAsync("other", keepsAdmin: true, Stop);
        await keys.RevokeAsync("one", keepsAdmin: false, Stop);

        refused.Failure.Code.ShouldBe(FailureCode.Conflict);
        (await keys.AnyAsync(null, Stop)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_session_ends_by_itself_with_its_key_or_when_it_is_closed(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var clock = new Clock();
        var keys = new AccessKeys(database.Library, clock);
        var sessions = new AccessSessions(database.Library, clock);
        var (key, text) = await keys.AddAsync("laptop", "read", Stop);
        var caller = (await keys.FindAsync(text, Stop)).ShouldNotBeNull();
        var (first, _) = await sessions.OpenAsync(caller, Stop);
        var (second, _) = await sessions.OpenAsync(caller, Stop);

        var open = await sessions.FindAsync(first, Stop);
        await sessions.CloseAsync(second, Stop);
        var closed = await sessions.FindAsync(second, Stop);
        clock.Now += TimeSpan.FromDays(31);
        var old = await sessions.FindAsync(first, Stop);
        clock.Now -= TimeSpan.FromDays(31);
        await keys.RevokeAsync(key.Name, keepsAdmin: false, Stop);

        open.ShouldBe(caller);
        closed.ShouldBeNull();
        old.ShouldBeNull();
        (await sessions.FindAsync(first, Stop)).ShouldBeNull();
        AccessSessions.IsProof(first, AccessSessions.ProofFor(first)).ShouldBeTrue();
        AccessSessions.IsProof(first, AccessSessions.ProofFor(second)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Changes_are_listed_newest_first_page_by_page(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var log = new AuditLog(database.Library);
        foreach (var subject in (string[])["a", "b", "c"])
            await log.AddAsync(
                new AuditRow
                {
                    Who = "local",
                    What = "DELETE",
                    Subject = subject,
                },
                Stop
            );

        var first = await log.ListAsync(null, 2, Stop);
        var second = await log.ListAsync(first[^1].Id, 2, Stop);

        first.Select(row => row.Subject).ShouldBe(["c", "b"]);
        second.Select(row => row.Subject).ShouldBe(["a"]);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
