using BerryAIGen.Civitai;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>
/// Asks for many models with few questions: a hundred at once, and one by one only those that a list leaves out. What
/// fails costs its own models their answer and no others.
/// </summary>
internal sealed class UpstreamModels(CivitaiClient client)
{
    private const int Most = 100;

    /// <summary>An answer per model; a model may be gone, or its answer a failure.</summary>
    /// <param name="ids">The models, each once.</param>
    /// <param name="cancellationToken">Stops before the next question.</param>
    public async Task<Dictionary<int, UpstreamModel>> AskAsync(
        IReadOnlyCollection<int> ids,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, UpstreamModel> answers = [];
        Failure? down = null;
        foreach (var piece in ids.Chunk(Most))
        {
            var failure = down ?? await AskForAsync(piece, answers, cancellationToken).ConfigureAwait(false);
            foreach (var id in piece.Where(id => !answers.ContainsKey(id)))
                answers[id] = failure is null
                    ? await AskOneAsync(id, cancellationToken).ConfigureAwait(false)
                    : new UpstreamModel { Failure = failure };
            // Whoever could not be reached with all retries, or refuses the key, is not asked a hundred times more.
            down ??= piece
                .Select(id => answers[id].Failure)
                .FirstOrDefault(one => one?.Code is FailureCode.Network or FailureCode.Auth);
        }

        return answers;
    }

    /// <summary>The version itself, which the list of its model may not have yet, or no more.</summary>
    /// <returns>The version, null when it is gone; or why the source did not say.</returns>
    public async Task<(OfferedVersion? Version, Failure? Failure)> AskVersionAsync(
        int versionId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var version = await client.Versions.GetAsync(versionId, cancellationToken).ConfigureAwait(false);
            return (OfferedVersion.From(version, null), null);
        }
        catch (CivitaiRequestException ex)
        {
            var failure = CivitaiFailures.From(ex, $"version {versionId}");
            return failure.Code == FailureCode.NotFound ? (null, null) : (null, failure);
        }
    }

    private async Task<Failure?> AskForAsync(
        int[] ids,
        Dictionary<int, UpstreamModel> answers,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // Without nsfw the mature ones are missing, as if they were gone.
            var wish = new ModelSearchParameters
            {
                Ids = ids,
                Nsfw = true,
                Limit = Most,
            };
            var page = await client.Models.SearchPageAsync(wish, cancellationToken).ConfigureAwait(false);
            foreach (var model in page.Items.Where(model => ids.Contains(model.Id) && model.ModelVersions.Count > 0))
                answers[model.Id] = Of(model);
            return null;
        }
        catch (CivitaiRequestException ex)
        {
            return CivitaiFailures.From(ex, "the list of models");
        }
    }

    private async Task<UpstreamModel> AskOneAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            var model = await client.Models.GetAsync(id, cancellationToken).ConfigureAwait(false);
            if (model.ModelVersions.Count > 0 || model.Mode == ModelMode.Archived)
                return Of(model);
            // Its cache lags for new models; that nothing is listed does not mean that nothing is there.
            return new UpstreamModel
            {
                Name = model.Name,
                Failure = new Failure(
                    FailureCode.Failed,
                    $"Civitai lists no version of model {id} ({model.Name}) at the moment; try again in some minutes.",
                    IsRetryable: true
                ),
            };
        }
        catch (CivitaiRequestException ex)
        {
            var failure = CivitaiFailures.From(ex, $"model {id}");
            return failure.Code == FailureCode.NotFound
                ? new UpstreamModel { GoneBecause = failure.Message.TrimEnd('.') }
                : new UpstreamModel { Failure = failure };
        }
    }

    private static UpstreamModel Of(Model model) =>
        new()
        {
            Name = model.Name,
            Versions = [.. model.ModelVersions.Select(version => OfferedVersion.From(model, version))],
            GoneBecause =
                model.Mode == ModelMode.Archived ? "it is archived: Civitai keeps its page but not its files" : null,
        };
}
