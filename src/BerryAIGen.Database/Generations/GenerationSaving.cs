using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Pictures.Folders;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>Brings the results of a workflow into the library, each once.</summary>
public sealed class GenerationSaving(
    LibraryDatabase database,
    Orchestrator orchestrator,
    BerryLibrary library,
    Func<IJobEngine> jobs,
    TimeProvider time
)
{
    /// <summary>Saves what is not saved yet; one result that cannot be had stops no other.</summary>
    /// <returns>How many are here.</returns>
    /// <exception cref="LibraryException">The first reason why one is not.</exception>
    internal async Task<int> SaveAsync(
        JobRun run,
        GenerationRow row,
        Workflow workflow,
        CancellationToken cancellationToken
    )
    {
        var shown = OutputSaver.ShownOf(workflow);
        var known = await ReadAsync(row.Id, cancellationToken);
        var recipe = await CompleteAsync(run, row, shown.Count > 0, cancellationToken);
        var recipes = recipe.OfRun(workflow);
        // Those of an earlier workflow that came are there still.
        var last = known.Select(one => one.Number).DefaultIfEmpty().Max();
        var saver = new OutputSaver(orchestrator);
        var folder = FolderOf(library.Options, row.CreatedAt);
        LibraryException? failed = null;
        var here = 0;
        for (var at = 0; at < shown.Count; at++)
        {
            var blob = shown[at].Blob;
            var name = blob.Id ?? $"{row.WorkflowId}/{at + 1}";
            var output = known.FirstOrDefault(one => one.BlobId == name) ?? NewRow(row, name, ++last, recipes[at].Seed);
            if (output.Path is not null)
            {
                here++;
                continue;
            }

            (output.Level, output.BlockedReason) = (blob.NsfwLevel?.Value, blob.BlockedReason);
            (output.Width, output.Height, output.Duration) = (blob.Width, blob.Height, blob.Duration);
            // What failed leaves results that never come.
            if (blob.BlockedReason is null && (blob.Available == true || workflow.Status == WorkflowStatus.Succeeded))
            {
                try
                {
                    var saved = await saver.SaveAsync(
                        blob,
                        row.WorkflowId!,
                        at,
                        folder,
                        recipes[at],
                        cancellationToken
                    );
                    (output.Path, output.Bytes, output.MediaType) = (saved.Path, saved.Bytes, saved.MediaType);
                    output.SavedAt = time.GetUtcNow().UtcDateTime;
                    here++;
                }
                catch (LibraryException problem)
                {
                    failed ??= problem;
                    await run.LogAsync(problem.Message, "warning", cancellationToken);
                }
            }

            await WriteAsync(run, output, isNew: !known.Contains(output));
        }

        if (here > 0)
            await LookAgainAsync(folder, cancellationToken);
        return failed is null ? here : throw failed;
    }

    /// <summary>Where results of a day go: a folder of the day below the one of the settings.</summary>
    public static string FolderOf(LibraryOptions options, DateTime day) =>
        Path.Combine(
            // Where it really is, whatever links lead there: by that place results are known among pictures.
            PictureFolderRules.Real(
                Path.GetFullPath(
                    options.GeneratedFolder ?? Path.Combine(options.DataFolder ?? options.WorkingFolder, "generated"),
                    options.WorkingFolder
                )
            ),
            day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        );

    // Here and not with the submit: a server that was killed between them leaves a recipe without names and hashes.
    private async Task<Recipe> CompleteAsync(
        JobRun run,
        GenerationRow row,
        bool isUsed,
        CancellationToken cancellationToken
    )
    {
        var recipe = GenerationJson.ReadRecipe(row.Recipe);
        if (!isUsed || recipe.Resources.All(one => one is { Name: not null, Hash: not null }))
            return recipe;
        recipe = await new ModelFacts(library.Civitai).CompleteAsync(recipe, cancellationToken);
        row.Recipe = GenerationJson.Write(recipe);
        await run.WriteAsync(
            (context, stop) =>
                context
                    .Generations.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Recipe, row.Recipe), stop),
            cancellationToken
        );
        return recipe;
    }

    private static GenerationOutputRow NewRow(GenerationRow row, string blobId, int number, decimal? seed) =>
        new()
        {
            Id = Guid.NewGuid().ToString("N"),
            GenerationId = row.Id,
            Number = number,
            BlobId = blobId,
            Seed = seed is >= 0 and <= long.MaxValue ? (long)seed : null,
        };

    private async Task<List<GenerationOutputRow>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .GenerationOutputs.AsNoTracking()
            .Where(row => row.GenerationId == id)
            .ToListAsync(cancellationToken);
    }

    // The file is there: its row follows, whoever gives up waiting.
    private static Task WriteAsync(JobRun run, GenerationOutputRow output, bool isNew) =>
        run.WriteAsync(
            (context, _) =>
            {
                context.Entry(output).State = isNew ? EntityState.Added : EntityState.Modified;
                return Task.CompletedTask;
            },
            CancellationToken.None
        );

    // A folder of pictures that is followed shows them at once.
    private async Task LookAgainAsync(string folder, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var folders = await context.PictureFolders.AsNoTracking().ToListAsync(cancellationToken);
        var ids = folders
            .Where(one =>
                folder == PictureFolderRules.Real(one.Path)
                || (one.IsRecursive && folder.StartsWith(PictureResults.PathOf(one, ""), StringComparison.Ordinal))
            )
            .Select(one => one.Id)
            .ToArray();
        if (ids.Length > 0)
            await jobs()
                .EnqueueAsync(
                    PictureIndexJob.KindName,
                    System.Text.Json.JsonSerializer.Serialize(
                        new PictureIndexOrder(ids, AsksCivitai: false),
                        PicturesJson.Default.PictureIndexOrder
                    ),
                    also: null,
                    cancellationToken
                );
    }
}
