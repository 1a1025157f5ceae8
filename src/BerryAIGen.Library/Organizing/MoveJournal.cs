using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Organizing;

/// <summary>
/// What one run means to rename, written to the disk before the first rename. How far it came is seen on the disk itself,
/// so that a run which was killed at any moment can be finished or undone.
/// </summary>
internal sealed class MoveJournal
{
    private const string Ending = ".jsonl";
    private const string Done = "done";
    private const string Undoing = "undoing";
    private const string Undone = "undone";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly string _path;

    private MoveJournal(string path, IReadOnlyList<MoveStep> steps, IReadOnlyList<string> folders, string? state)
    {
        _path = path;
        Steps = steps;
        Folders = folders;
        State = state;
    }

    public string Id => Path.GetFileNameWithoutExtension(_path);

    public IReadOnlyList<MoveStep> Steps { get; }

    /// <summary>Folders that the run makes; those above come first.</summary>
    public IReadOnlyList<string> Folders { get; }

    public bool IsUndone => State == Undone;

    /// <summary>Neither finished nor undone: the process was stopped on the way, forth or back.</summary>
    public bool IsOpen => State is null or Undoing;

    private string? State { get; set; }

    public static string FolderOf(LayoutRoot root) =>
        Path.Combine(root.ModelsFolder, RecordRoot.FolderName, "organize");

    public static MoveJournal Begin(
        LayoutRoot root,
        IReadOnlyList<MoveStep> steps,
        IReadOnlyList<string> folders,
        DateTimeOffset now
    )
    {
        var folder = FolderOf(root);
        Directory.CreateDirectory(folder);
        var stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => Path.Combine(folder, $"{stamp}-{number:000}{Ending}"))
            .First(path => !File.Exists(path));
        // Seen from the root: it may be mounted or moved elsewhere by the time of an undo.
        string Short(string path) =>
            RecordPaths.IsBelow(path, root.ModelsFolder) ? Path.GetRelativePath(root.ModelsFolder, path) : path;
        var plan = new JsonObject
        {
            ["steps"] = new JsonArray([
                .. steps.Select(step => (step with { From = Short(step.From), To = Short(step.To) }).ToJson()),
            ]),
            ["folders"] = new JsonArray([.. folders.Select(name => JsonValue.Create(Short(name)))]),
        };
        Append(path, plan);
        DurableFiles.FlushFolder(folder);
        return new MoveJournal(path, steps, folders, null);
    }

    /// <summary>All runs of a root, the oldest first.</summary>
    /// <exception cref="LibraryException">One of them cannot be read.</exception>
    public static IReadOnlyList<MoveJournal> All(LayoutRoot root) =>
        Directory.Exists(FolderOf(root))
            ?
            [
                .. Directory
                    .EnumerateFiles(FolderOf(root), "*" + Ending)
                    .Order(StringComparer.Ordinal)
                    .Select(path => Read(path, root)),
            ]
            : [];

    /// <summary>Said before the first file goes back: a model on the way may be parted from its record.</summary>
    public void BeginUndo() => Tell(Undoing);

    public void Finish(bool isUndone) => Tell(isUndone ? Undone : Done);

    private void Tell(string state)
    {
        State = state;
        Append(_path, new JsonObject { ["state"] = state });
    }

    private static MoveJournal Read(string path, LayoutRoot root)
    {
        // A line that was cut off says nothing; the first one is whole or nothing was renamed.
        var rows = File.ReadAllLines(path).Select(TryParse).OfType<JsonObject>().ToList();
        if (rows.Find(row => row.ContainsKey("steps")) is not { } plan)
            return new MoveJournal(path, [], [], Done);
        var steps = (plan["steps"] as JsonArray)?.Select(MoveStep.Find).ToArray();
        var folders = (plan["folders"] as JsonArray)?.Select(Text).ToArray();
        var states = rows.Where(row => row.ContainsKey("state")).Select(row => Text(row["state"])).ToArray();
        if (
            steps?.Contains(null) != false
            || folders?.Contains(null) != false
            || states.Except([Done, Undoing, Undone]).Any()
        )
            throw new LibraryException(FailureCode.Failed, $"{path} cannot be read; move it away if it is not needed.");
        string Full(string name) => Path.GetFullPath(name, root.ModelsFolder);
        return new MoveJournal(
            path,
            [.. steps.OfType<MoveStep>().Select(step => step with { From = Full(step.From), To = Full(step.To) })],
            [.. folders.OfType<string>().Select(Full)],
            states.LastOrDefault()
        );
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? TryParse(string line)
    {
        try
        {
            return JsonNode.Parse(line, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>It lies among files from everywhere; a journal that is none of ours must not move anything else.</summary>
    /// <exception cref="LibraryException">It names files outside of the root.</exception>
    public void RequireInside(LayoutRoot root)
    {
        var tops = root.Kinds.SelectMany(root.FoldersOf).Append(root.ModelsFolder).Distinct().ToList();
        var paths = Steps.SelectMany(step => new[] { step.From, step.To }).Concat(Folders);
        if (paths.FirstOrDefault(path => !tops.Exists(top => RecordPaths.IsBelow(path, top))) is { } outside)
            throw new LibraryException(
                FailureCode.Policy,
                $"A journal of organising names {outside}, which is outside of {root.ModelsFolder}; nothing is moved."
            );
    }

    private static void Append(string path, JsonObject row)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(row.ToJsonString() + "\n"));
        file.Flush(flushToDisk: true);
    }
}
