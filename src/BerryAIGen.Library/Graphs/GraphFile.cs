using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Graphs;

/// <summary>Reads a workflow, and says in one sentence why one cannot be read.</summary>
internal static class GraphFile
{
    /// <exception cref="LibraryException">It is not there, or is no workflow.</exception>
    public static async Task<Graph> ReadAsync(GraphRequest request, string path, CancellationToken cancellationToken)
    {
        var reading = request.Json is { } json
            ? GraphReader.Read(json.Span)
            : await LoadAsync(path, cancellationToken).ConfigureAwait(false);
        return reading.Graph
            ?? throw new LibraryException(
                FailureCode.Usage,
                $"{request.Path} cannot be read as a workflow: {reading.Error!.Message}"
            );
    }

    private static async Task<GraphReading> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new LibraryException(FailureCode.Usage, $"{path} is a folder; name the workflow's file in it.");
        try
        {
            return await GraphReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(path, problem), problem);
        }
    }
}
