using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Sources.HuggingFace;

namespace BerryAIGen.Library.Candidates;

/// <summary>Hugging Face: repositories whose name has the words of the file's, and a file of that name in them.</summary>
internal sealed class HubCandidates(HubFileSearch search, NodePacks packs) : ICandidateSource
{
    private const int MostFiles = 3;

    public string Name => HuggingFaceSource.SourceName;

    public bool AsksNetwork => true;

    public async Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken)
    {
        // The hub searches by names of repositories; one is rarely called after all words of a file.
        var words = SearchWords.Of(model.FileName).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || packs.IsCommonName(model.FileName))
            return [];
        foreach (var count in new[] { words.Length, 2, 1 }.Where(count => count <= words.Length).Distinct())
        {
            var files = await search
                .FindAsync(string.Join(' ', words.Take(count)), model.FileName, cancellationToken)
                .ConfigureAwait(false);
            if (files.Count > 0)
                return [.. files.Take(MostFiles).Select(Of)];
        }

        return [];
    }

    private ModelCandidate Of(HubPath file) =>
        new(
            Name,
            $"hf:{file.Repository}/{file.Path}",
            0.75,
            $"{file.Repository} on Hugging Face has a file of this name"
        )
        {
            File = file.Path.Split('/')[^1],
        };
}
