using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

namespace BerryAIGen.Generation.Tests.Orchestrators;

public sealed class WorkflowProgressTests
{
    [Theory]
    [InlineData("unassigned unassigned", "unassigned")]
    [InlineData("succeeded unassigned", "processing")]
    [InlineData("failed processing", "processing")]
    [InlineData("succeeded succeeded", "succeeded")]
    [InlineData("canceled failed", "failed")]
    [InlineData("expired canceled", "expired")]
    [InlineData("succeeded canceled", "canceled")]
    public void The_whole_is_as_its_steps_are(string steps, string status) =>
        WorkflowProgress
            .StatusOf([.. steps.Split(' ').Select((word, at) => new StepStanding($"{at}", word, []))])
            .ShouldBe(status);

    [Fact]
    public void What_needs_what_failed_never_begins_and_what_needs_what_is_done_may()
    {
        StepStanding[] steps =
        [
            new("a", StepStatus.Failed, []),
            new("b", StepStatus.Unassigned, ["a"]),
            new("c", StepStatus.Unassigned, ["b", StepReferences.Arguments]),
            new("d", StepStatus.Succeeded, []),
            new("e", StepStatus.Unassigned, ["d", StepReferences.Arguments]),
            new("f", StepStatus.Unassigned, ["e"]),
        ];

        WorkflowProgress.Hopeless(steps).ShouldBe(["b", "c"], ignoreOrder: true);
        WorkflowProgress.Ready(steps).Select(step => step.Name).ShouldBe(["e"]);
    }

    [Fact]
    public void A_reference_becomes_what_it_refers_to()
    {
        var input = JsonNode.Parse(
            """{"list":[{"$ref":"a","path":"output.images[1].url"}],"word":{"$ref":"$arguments","path":"word"}}"""
        );

        var resolved = StepReferences.Resolve(
            input,
            name =>
                JsonNode.Parse(
                    name == "a" ? """{"output":{"images":[{"url":"x"},{"url":"y"}]}}""" : """{"word":{"deep":1}}"""
                )
        );

        resolved!.ToJsonString().ShouldBe("""{"list":["y"],"word":{"deep":1}}""");
        Should
            .Throw<GenerationException>(() => StepReferences.Resolve(input, _ => new JsonObject()))
            .Message.ShouldContain("output.images[1].url");
    }

    [Fact]
    public void References_are_bounded_and_each_source_is_read_once()
    {
        var asked = 0;
        JsonNode Find(string name)
        {
            asked++;
            return new JsonObject { ["short"] = "x", ["long"] = new string('x', 1 << 20) };
        }

        JsonArray Refer(string path, int count) =>
            [.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["$ref"] = "a", ["path"] = path })];
        StepReferences.Resolve(Refer("short", StepReferences.Most), Find)!.AsArray().Count.ShouldBe(1000);

        asked.ShouldBe(1);
        Should
            .Throw<GenerationException>(() => StepReferences.Resolve(Refer("short", StepReferences.Most + 1), Find))
            .Message.ShouldContain("more than 1000 values");
        Should.Throw<GenerationException>(() => StepReferences.Resolve(Refer("long", 33), Find));
    }

    [Fact]
    public void A_token_opens_what_it_was_made_for_and_no_other_is_made_of_it()
    {
        var tokens = new BlobTokens(BlobTokens.NewSecret());
        var token = new BlobToken(BlobToken.Content, "a.png", DateTimeOffset.FromUnixTimeSeconds(1_800_000_000))
        {
            FileName = "übung.png",
            IsDownload = true,
        };

        var text = tokens.Write(token);

        tokens.Read(text).ShouldBe(token);
        tokens.Read($"A{text[1..]}").ShouldBeNull();
        new BlobTokens(BlobTokens.NewSecret()).Read(text).ShouldBeNull();
        tokens.Read("").ShouldBeNull();
    }

    [Fact]
    public void A_definition_names_a_worker_that_there_is_and_what_it_does()
    {
        using var folder = new Testing.TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("definitions", "workers"));
        Write("strange", """{"schemaVersion":1,"id":"strange","worker":"nobody","group":"media","steps":[]}""");
        Write(
            "wrong",
            """{"schemaVersion":1,"id":"wrong","worker":"files","group":"media","steps":[{"type":"imageGen","seconds":1,"timeLimit":"00:01:00"}]}"""
        );
        Write(
            "own",
            """{"schemaVersion":1,"id":"files","worker":"files","group":"other","tools":["no-such-tool"],"install":"ask somebody","steps":[{"type":"echo","seconds":1,"timeLimit":"00:01:00"}]}"""
        );

        Write(
            "a-new-one",
            """{"schemaVersion":1,"id":"a-new-one","worker":"vips","group":"mine","steps":[{"type":"convertImage","seconds":1,"timeLimit":"00:01:00"}]}"""
        );

        var catalogue = new WorkerCatalogue(
            [
                new FilesWorker(),
                new PictureWorker(),
                new VideoWorker(),
                new ComposeWorker(),
                new HashWorker(),
                new UpscaleWorker(),
                new RepeatWorker(() => null!),
            ],
            folder.Path,
            Environment.GetEnvironmentVariable
        );

        catalogue.Warnings.Count.ShouldBe(3);
        // What a shipped one does stays its own.
        catalogue.Warnings.ShouldContain(warning =>
            warning.Contains("a-new-one")
            && warning.Contains("\"convertImage\" is done as the definition \"vips\" says already")
        );
        catalogue.GroupOf("convertImage", null).ShouldBe("pictures");
        catalogue.Warnings.ShouldContain(warning => warning.Contains("nobody"));
        catalogue.Warnings.ShouldContain(warning => warning.Contains("imageGen"));
        catalogue.GroupOf("echo", null).ShouldBe("other");
        catalogue
            .FindProblem("echo", null)
            .ShouldBe("No worker on this machine does \"echo\": no-such-tool is not installed (ask somebody).");
        catalogue.FindProblem("imageUpload", null).ShouldNotBeNull();

        void Write(string name, string json) =>
            File.WriteAllText(folder.Combine("definitions", "workers", $"{name}.json"), json);
    }
}
