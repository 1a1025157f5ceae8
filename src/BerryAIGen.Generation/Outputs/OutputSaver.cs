using System.Globalization;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;
using BerryAIGen.IO.Recipes.A1111;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Generation.Outputs;

/// <summary>
/// Brings results to the disk: fetched beside their name, looked at, written with their recipe, and named only when they are
/// whole. Nothing is written over; what is there already with the same bytes is the result of an earlier run.
/// </summary>
public sealed class OutputSaver(Orchestrator orchestrator)
{
    private const int MostNames = 1000;

    /// <summary>How long a result may take to be there after its workflow has ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The largest result that is taken.</summary>
    public long MostBytes { get; init; } = 4L << 30;

    /// <summary>The results that a person wants to see; of the steps that only prepare something there are none.</summary>
    public static IReadOnlyList<StepBlob> ShownOf(Workflow workflow) =>
        [.. workflow.Steps.Where(step => !IsSuppressed(step)).SelectMany(step => step.Blobs)];

    /// <summary>Saves one result.</summary>
    /// <param name="blob">The result.</param>
    /// <param name="workflowId">Of which workflow; the name is made of it.</param>
    /// <param name="at">The result's place in it, from 0.</param>
    /// <param name="folder">Where it goes; made when it is missing.</param>
    /// <param name="recipe">What is written into a picture; null for nothing.</param>
    /// <param name="cancellationToken">Gives up; nothing half-done stays.</param>
    /// <exception cref="LibraryException">It is not there in time, is not what was promised, or cannot be written.</exception>
    public async Task<SavedOutput> SaveAsync(
        Blob blob,
        string workflowId,
        int at,
        string folder,
        Recipe? recipe,
        CancellationToken cancellationToken
    )
    {
        var part = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        var written = part;
        try
        {
            Directory.CreateDirectory(folder);
            var fetch = new OutputFetch(orchestrator, Limit, MostBytes);
            var (there, bytes) = await fetch
                .BringAsync(blob, workflowId, part, cancellationToken)
                .ConfigureAwait(false);
            var (extension, mediaType, takesRecipe) = KindOf(part, there, workflowId);
            if (takesRecipe && recipe is not null)
            {
                written = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
                WriteRecipe(part, written, recipe);
                bytes = new FileInfo(written).Length;
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{Safe(workflowId)}-{at + 1}");
            var path = Publish(written, folder, name, extension);
            return new SavedOutput(there.Id ?? "", path, bytes, mediaType);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                FailureCode.Disk,
                $"The results of {workflowId} cannot be written to {folder}: {problem.Message}",
                problem
            );
        }
        finally
        {
            Forget(part);
            Forget(written);
        }
    }

    // Its own bytes say what it is: an address may answer with a page in its place.
    private static (string Extension, string MediaType, bool TakesRecipe) KindOf(
        string part,
        Blob blob,
        string workflowId
    )
    {
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        using var file = File.OpenRead(part);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (OutputKinds.Of(head, blob.Id) is { } kind)
            return kind;
        throw new LibraryException(
            FailureCode.Verification,
            $"The result {blob.Id} of {workflowId} is no picture, video, sound or model; it was not saved."
        );
    }

    private static void WriteRecipe(string part, string target, Recipe recipe)
    {
        try
        {
            using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            ImageWriter.Write(part, file, RecipeText.Write(recipe));
        }
        catch (InvalidDataException problem)
        {
            throw new LibraryException(
                FailureCode.Verification,
                $"A result is a broken picture and was not saved: {problem.Message}",
                problem
            );
        }
    }

    private static string Publish(string part, string folder, string name, string extension)
    {
        for (var number = 1; number <= MostNames; number++)
        {
            var path = Path.Combine(folder, number == 1 ? name + extension : $"{name}-{number}{extension}");
            if (NoReplaceMove.TryMove(part, path))
                return path;
            // An earlier run was killed between the file and its row.
            if (SameBytes.Are(part, path))
                return path;
        }

        throw new LibraryException(
            FailureCode.Disk,
            $"{folder} has {MostNames} files of the name {name}{extension}; move some of them away."
        );
    }

    private static void Forget(string part)
    {
        if (File.Exists(part))
            File.Delete(part);
    }

    private static string Safe(string id)
    {
        var safe = string.Concat(
            id.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_')
        );
        return safe.Length > 80 ? safe[..80] : safe;
    }

    internal static bool IsSuppressed(WorkflowStep step) =>
        step.Metadata is { ValueKind: System.Text.Json.JsonValueKind.Object } metadata
        && metadata.TryGetProperty("suppressOutput", out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.True;
}
