using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>A model of an archive under its name.</summary>
/// <param name="Model">As it was taken out.</param>
/// <param name="Plan">Where its header sent it.</param>
/// <param name="Outcome">Where it is.</param>
internal sealed record PublishedModel(UnpackedModel Model, PlannedFile Plan, PublishOutcome Outcome);

/// <summary>
/// Gives the models of an archive their names, all or none: what has its name already when a later one fails is taken back.
/// A run that is killed in between leaves the archive's part, from which the next one makes the rest.
/// </summary>
internal sealed class ArchivePublishing(HeaderRouting routing)
{
    /// <returns>The models, or why none of them is there.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; none of them is there.</exception>
    public async Task<(IReadOnlyList<PublishedModel> Models, Failure? Failure)> RunAsync(
        PlannedFile archive,
        IReadOnlyList<UnpackedModel> models,
        CancellationToken cancellationToken
    )
    {
        List<PublishedModel> done = [];
        var isWhole = false;
        try
        {
            foreach (var model in models)
            {
                var published = await PublishAsync(archive, model, cancellationToken).ConfigureAwait(false);
                if (published.Outcome.Failure is { } failure)
                    return ([], Explained(archive, model, failure));
                done.Add(published);
            }

            isWhole = true;
            return (done, null);
        }
        finally
        {
            if (!isWhole)
                TakeBack(done);
        }
    }

    private async Task<PublishedModel> PublishAsync(
        PlannedFile archive,
        UnpackedModel model,
        CancellationToken cancellationToken
    )
    {
        // What is known of the archive's place holds for each model, and its header may still say otherwise.
        var plan = routing.Route(archive with { Name = model.Name, Note = null }, model.PartPath);
        var request = new PublishRequest
        {
            PartPath = model.PartPath,
            TargetPath = plan.TargetPath,
            Root = plan.Folder,
            Sha256 = model.Hashes.Sha256!,
            OnConflict = archive.OnConflict,
            Distinction = archive.File.VersionId?.ToString(),
        };
        return new PublishedModel(
            model,
            plan,
            await Publisher.PublishAsync(request, cancellationToken).ConfigureAwait(false)
        );
    }

    // Under its waiting name it is removed with those that never had another; a file that was there before stays.
    private static void TakeBack(IEnumerable<PublishedModel> done)
    {
        foreach (var (model, _, outcome) in done.Where(model => model.Outcome.Ending == PublishEnding.Published))
        {
            try
            {
                File.Move(outcome.Path!, model.PartPath, overwrite: false);
            }
            catch (Exception exception) when (DiskFailures.IsDisk(exception))
            {
                // A whole and checked model; the next run finds it and brings the others.
            }
        }
    }

    // The model itself does not wait; its archive does.
    private static Failure Explained(PlannedFile archive, UnpackedModel model, Failure failure) =>
        failure with
        {
            Message =
                $"{archive.Name} was not unpacked, and none of its models is there: {failure.Message.Replace(model.PartPath, archive.PartPath, StringComparison.Ordinal)}",
        };
}
