using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Matching;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>Asks Civitai for the hashes of models that pictures name and the library does not know.</summary>
internal sealed class PictureHashes(
    LibraryDatabase database,
    BerryLibrary library,
    JobRun run,
    PictureIndexResult result,
    TimeProvider time
)
{
    private const int NamesAtOnce = 1000;
    private static readonly TimeSpan AskAgain = TimeSpan.FromDays(7);

    /// <summary>Asks until nothing is open; that Civitai could not be asked costs its numbers, and nothing of what was read.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await AskSomeAsync(cancellationToken)) { }
        }
        catch (LibraryException problem)
        {
            await run.LogAsync($"Civitai was not asked: {problem.Message}", "warning", cancellationToken);
        }
    }

    private async Task<bool> AskSomeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var open = await TakeAsync(now - AskAgain, cancellationToken);
        if (open.Count == 0)
            return false;
        var answers = await library.PictureFiles.Versions.FindAsync(
            [.. open.Select(one => one.Hash)],
            cancellationToken
        );
        await WrittenByOther.RetryAsync(() =>
            run.WriteAsync(
                async (context, stop) =>
                {
                    foreach (var (id, hash) in open.Where(one => answers.ContainsKey(one.Hash)))
                    {
                        var (model, version) = (answers[hash]?.ModelId, answers[hash]?.VersionId);
                        await context
                            .PictureModels.Where(row => row.Id == id)
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(row => row.AskedAt, (DateTime?)now)
                                        .SetProperty(row => row.FoundModelId, model)
                                        .SetProperty(row => row.FoundVersionId, version),
                                stop
                            );
                    }
                },
                cancellationToken
            )
        );
        result.Asked += answers.Count;
        result.Answered += answers.Values.Count(version => version is not null);
        return answers.Count > 0;
    }

    private async Task<IReadOnlyList<(long Id, HashedName Hash)>> TakeAsync(
        DateTime before,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await context
            .PictureModels.Where(row =>
                row.Hash != null
                && row.FoundVersionId == null
                && row.ToldVersionId == null
                && (row.AskedAt == null || row.AskedAt < before)
            )
            .OrderBy(row => row.Id)
            .Take(NamesAtOnce)
            .Select(row => new
            {
                row.Id,
                row.Hash,
                row.HashKind,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, new HashedName(row.Hash!, row.HashKind)))];
    }
}
