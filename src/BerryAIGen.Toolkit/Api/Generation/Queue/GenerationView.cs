using BerryAIGen.Database.Generations;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>Generations as their owner may see them.</summary>
internal sealed class GenerationView(GenerationList list, MaturityStore maturity)
{
    public async Task<GenerationDocument> OneAsync(GenerationRow row, CancellationToken cancellationToken) =>
        (await ManyAsync([row], row.Owner, cancellationToken))[0];

    public async Task<IReadOnlyList<GenerationDocument>> ManyAsync(
        IReadOnlyList<GenerationRow> rows,
        string owner,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. rows.Select(row => row.Id)];
        var limits = await maturity.GetAsync(owner, cancellationToken);
        var outputs = await list.OutputsAsync(ids, cancellationToken);
        var tags = await list.TagsAsync(ids, cancellationToken);
        return [.. rows.Select(row => GenerationDocument.Of(row, outputs[row.Id], tags[row.Id], limits))];
    }
}
