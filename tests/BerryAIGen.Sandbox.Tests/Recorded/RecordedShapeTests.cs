using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Recorded;

/// <summary>
/// Answers that the real service sent, compared member by member (name, JSON type, null or absent) with what the
/// Sandbox sends, so that a client and the Sandbox do not merely agree with each other.
/// </summary>
public sealed class RecordedShapeTests(SandboxShapes shapes) : IClassFixture<SandboxShapes>
{
    public static TheoryData<string> Files => [.. Eras.All.Recordings.Select(recording => recording.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_recorded_answer_has_the_shape_of_the_sandbox(string file)
    {
        var recording = Eras.All.Recordings.Single(recording => recording.File == file);
        var recorded = Read(recording);

        Differences(recording, recorded).Where(difference => difference.Change is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_recorded_answer_is_compared()
    {
        var folder = OpenCases.Require("site-api");

        Directory
            .GetFiles(folder, "*.json")
            .Select(Path.GetFileName)
            .Where(file => !file!.StartsWith("error__", StringComparison.Ordinal))
            .Except(Eras.All.Recordings.Select(recording => recording.File))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_known_change_explains_something()
    {
        var used = Eras
            .All.Recordings.SelectMany(recording => Differences(recording, Read(recording)))
            .Select(difference => difference.Change)
            .ToHashSet();

        Eras.All.Changes.Where(change => !used.Contains(change)).ShouldBeEmpty();
    }

    [Fact]
    public void The_newest_answer_needs_no_explanation()
    {
        var newest = Eras.All.Recordings.Single(recording =>
            recording.File.Contains("2833924", StringComparison.Ordinal)
        );

        Differences(newest, Read(newest)).ShouldBeEmpty();
    }

    private IEnumerable<Difference> Differences(Recording recording, JsonShape recorded)
    {
        var sent = shapes[recording.Route];
        foreach (var path in recorded.Paths.Where(path => path.StartsWith(recording.At, StringComparison.Ordinal)))
        {
            if (!sent.Has(path))
                yield return Of("gone", path);
            else if (!recorded.TypesAt(path).IsSubsetOf(sent.TypesAt(path)))
                yield return Of("type", path);
            else if (sent.IsAlwaysThere(path) && !recorded.IsAlwaysThere(path))
                yield return Of("sometimes", path);
        }

        foreach (var path in sent.Paths.Where(path => path.StartsWith(recording.At, StringComparison.Ordinal)))
        {
            // An array may happen to be empty; and only objects that were recorded can lack a member.
            if (path.EndsWith("[]", StringComparison.Ordinal))
                continue;
            var dot = path.LastIndexOf('.');
            var parent = dot < 0 ? "" : path[..dot];
            if (
                !recorded.Has(path)
                && recorded.TypesAt(parent).Contains(System.Text.Json.JsonValueKind.Object)
                && sent.IsAlwaysThere(path)
            )
                yield return Of("new", path);
        }

        Difference Of(string kind, string path) =>
            new(
                kind,
                path,
                $"recorded {string.Join('/', recorded.TypesAt(path))}, sent {string.Join('/', sent.TypesAt(path))}",
                Eras.All.Explain(kind, path, recording)
            );
    }

    // A recorded part is put where it belongs, so that its paths are those of the whole answer.
    private static JsonShape Read(Recording recording)
    {
        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(OpenCases.Require("site-api"), recording.File)));
        foreach (var name in recording.At.Split("[]", StringSplitOptions.RemoveEmptyEntries).Reverse())
            node = new JsonObject { [name.Trim('.')] = new JsonArray(node) };
        var shape = new JsonShape([.. Eras.All.Opaque]);
        shape.Add(node);
        return shape;
    }

    private sealed record Difference(string Kind, string Path, string Types, EraChange? Change);
}
