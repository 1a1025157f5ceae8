using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Programs of the server that go wrong by themselves: the file that they were to read is not to blame.</summary>
public sealed class BrokenProgramTests
{
    [Theory]
    [InlineData("kill -SEGV $$", "ffmpeg crashed on the server (signal 11)")]
    [InlineData("echo 'made.raw: No space left on device' >&2; exit 1", "The server's disk is full.")]
    [InlineData("echo 'Cannot allocate memory' >&2; exit 1", "ffmpeg got too little memory")]
    [InlineData("exec /no/such/program", "ffmpeg cannot be started on the server")]
    public async Task What_a_program_fails_at_by_itself_is_nobodys_mistake(string script, string why)
    {
        RequireFfmpeg();
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        var program = folder.Combine("ffmpeg");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var story = await StartAsync(
            ("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}")
        );

        var workflow = await story.RunAsync(
            Workflow(
                Step(
                    "mediaHash",
                    new JsonObject
                    {
                        ["mediaUrl"] = System.Convert.ToBase64String(Picture),
                        ["hashTypes"] = new JsonArray("perceptual"),
                    }
                )
            )
        );

        workflow["status"]!.ToString().ShouldBe("failed", workflow.ToJsonString());
        workflow["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain(why);
        var service = await story.Server.GetAsync("/v2/services/utility/mediaHash");
        ((int)service["metrics"]!["requests"]!, (double)service["metrics"]!["userErrorRate"]!).ShouldBe((1, 0));
    }
}
