using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>A song is invented by a step before it, or written by a person.</summary>
public sealed class SongFormTests
{
    [Fact]
    public void A_song_that_is_invented_refers_to_each_part_of_the_answer()
    {
        var steps = SampleForm.Steps(SampleForm.Of("txt2music", "Ace", ("duration", 90)));

        steps.Select(step => (string?)step!["$type"]).ShouldBe(["chatCompletion", "aceStepAudio"]);
        var input = steps[1]!["input"]!;
        (input["duration"]!.ToJsonString(), input["seed"]!.ToJsonString()).ShouldBe(("90", "4711"));
        foreach (var part in (string[])["musicDescription", "lyrics", "bpm", "key"])
        {
            input[part]!.ToJsonString().ShouldBe($$"""{"$ref":"$0","path":"output.parsed.{{part}}"}""");
        }
    }

    [Fact]
    public void A_song_that_is_written_is_sent_as_it_is_and_nothing_is_asked_before_it()
    {
        var form = SampleForm.Of(
            "txt2music",
            "Ace",
            ("aceAudioMode", "custom"),
            ("musicDescription", "a slow waltz"),
            ("lyrics", "the reeds, the reeds"),
            ("bpm", 90),
            ("key", "D minor"),
            ("timeSignature", "3"),
            ("language", "fr")
        );

        var input = SampleForm.Steps(form).ShouldHaveSingleItem()!["input"]!.AsObject();

        input.Remove("diffusionModel").ShouldBeTrue();
        JsonNode
            .DeepEquals(
                input,
                JsonNode.Parse(
                    """
                    {
                      "musicDescription": "a slow waltz", "lyrics": "the reeds, the reeds", "bpm": 90, "key": "D minor",
                      "timeSignature": "3", "language": "fr", "duration": 60, "seed": 4711
                    }
                    """
                )
            )
            .ShouldBeTrue(input.ToJsonString());
    }

    [Fact]
    public void A_cover_is_made_before_the_song_and_given_to_it()
    {
        var steps = SampleForm.Steps(SampleForm.Of("txt2music", "Ace", ("generateCover", true)));

        steps.Select(step => (string?)step!["$type"]).ShouldBe(["imageGen", "chatCompletion", "aceStepAudio"]);
        var input = steps[2]!["input"]!;
        input["cover"]!["imageUrl"]!.ToJsonString().ShouldBe("""{"$ref":"$0","path":"output.images[0].url"}""");
        ((string?)input["lyrics"]!["$ref"]).ShouldBe("$1");
    }
}
