using BerryAIGen.Database.Revisions;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Coverage;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Coverage;

/// <summary>
/// Keeps the tables of coverage true: whoever asks after the library or the definitions changed has them brought up first,
/// and the server does so by itself at its start and from then on.
/// </summary>
public sealed class CoverageKeeper(LibraryDatabase database, Generator generator, TimeProvider? time = null)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly KnownResources _resources = new();
    private Mark? _done;

    /// <summary>The rules of now, the tables brought up to them.</summary>
    public async Task<CoverageRules> FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await FollowInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What a person should know of the definitions: files that were left out.</summary>
    public IReadOnlyList<string> Warnings => generator.Warnings;

    public void Dispose() => _turn.Dispose();

    private async Task<CoverageRules> FollowInTurnAsync(CancellationToken cancellationToken)
    {
        var version = generator.Revision;
        var rules = generator.Coverage;
        await using var context = database.CreateContext();
        // First: what changes while this reads is read again by the next question.
        var mark = await MarkAsync(context, version, cancellationToken);
        var hasEnded = _resources.HasEnded((time ?? TimeProvider.System).GetUtcNow());
        if (mark == _done && !hasEnded)
            return rules;
        if (_done?.Definitions != version)
            await WrittenByOther.RetryAsync(async () =>
            {
                await using var tables = database.CreateContext();
                await CoverageWriter.WriteAsync(tables, rules, cancellationToken);
            });
        if (_done?.Definitions != version || hasEnded)
            _resources.Forget();
        await foreach (var some in _resources.ReadChangedAsync(context, rules, cancellationToken))
            await WrittenByOther.RetryAsync(() => CoverageWriter.WriteAsync(database, rules, some, cancellationToken));
        await CoverageWriter.RemoveGoneAsync(context, cancellationToken);
        _done = mark;
        return rules;
    }

    // What is fetched from Civitai changes no row of the registry, so that is looked at as well: not only the last of it,
    // which a server whose clock is behind does not move.
    private async Task<Mark> MarkAsync(LibraryContext context, int definitions, CancellationToken cancellationToken) =>
        new(
            definitions,
            await LibraryRevision.ReadAsync(context, cancellationToken),
            await context.ModelVersions.CountAsync(cancellationToken),
            await ToldAsync(cancellationToken)
        );

    private async Task<string> ToldAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = database.IsPostgreSql
            ? "SELECT concat_ws(' ', count(*), max(updated_at), sum(extract(epoch FROM updated_at))) FROM models"
            // Seconds, and what stands behind the point.
            : """
                SELECT count(*) || ' ' || coalesce(max(updated_at), '') || ' '
                    || coalesce(sum(CAST(strftime('%s', updated_at) AS INTEGER)), 0) || ' '
                    || coalesce(sum(CAST(substr(updated_at, 21) AS INTEGER)), 0)
                FROM models
                """;
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed record Mark(int Definitions, long Revision, int Versions, string Told);
}
