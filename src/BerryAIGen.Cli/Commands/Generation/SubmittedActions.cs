using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>An action that an orchestrator took.</summary>
/// <param name="WorkflowId">The orchestrator's name of it.</param>
/// <param name="Orchestrator">Who took it.</param>
/// <param name="SubmittedAt">When.</param>
internal sealed record SubmittedAction(string WorkflowId, string Orchestrator, DateTimeOffset SubmittedAt);

/// <summary>
/// What became of actions that were submitted here, by their external ids: whoever repeats one is answered while nobody else
/// answers. It says nothing of what they are of.
/// </summary>
/// <param name="dataFolder">Holds it; null for none.</param>
internal sealed class SubmittedActions(string? dataFolder)
{
    // Workflows are forgotten by then.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Null when it was not submitted here, or to somebody else.</summary>
    public SubmittedAction? Find(string externalId, Uri orchestrator)
    {
        if (PathOf(externalId) is not { } path || !File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            var action = JsonSerializer.Deserialize(stream, SubmittedJson.Default.SubmittedAction);
            return action?.Orchestrator == orchestrator.ToString() ? action : null;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Remembers one. It is paid, so a disk that does not take it is only told.</summary>
    public void Keep(string externalId, SubmittedAction action)
    {
        if (PathOf(externalId) is not { } path)
            return;
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            foreach (var old in folder.EnumerateFiles("*.json"))
            {
                if (old.LastWriteTimeUtc < (action.SubmittedAt - Kept).UtcDateTime)
                    old.Delete();
            }

            var draft = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllBytes(
                draft,
                JsonSerializer.SerializeToUtf8Bytes(action, SubmittedJson.Default.SubmittedAction)
            );
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            StandardOutput.Message($"berry: That it was submitted could not be written down: {problem.Message}");
        }
    }

    private string? PathOf(string externalId) =>
        dataFolder is null ? null : Path.Combine(dataFolder, "submitted", $"{externalId}.json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SubmittedAction))]
internal sealed partial class SubmittedJson : JsonSerializerContext;
