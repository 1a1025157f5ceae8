using System.Globalization;
using System.Text;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Texts that are made to break a reader, or to keep it busy for hours: what takes longer than its length is seen at once.</summary>
public sealed class HostileRecipeTests
{
    private const string Line = "Steps: 5, Sampler: Euler, Seed: 1";

    [Theory]
    [InlineData(
        "parameters",
        """{"sui_image_params":{"prompt":"x","\ud800":1,"loras":"\ud800"},"sui_models":[{"name":"\udfff","param":"\ud800"}]}"""
    )]
    [InlineData("parameters", "x\n" + Line + """, Hashes: {"\ud800": "abcdef1234", "model": "\ud800"}""")]
    [InlineData(
        "prompt",
        """{"1":{"class_type":"\ud800","inputs":{"\ud800":"\ud800","text":["\ud800",0]}},"extraMetadata":"\ud800"}"""
    )]
    [InlineData(
        "prompt",
        """{"1":{"class_type":"A","inputs":{"text":"\\ud800 \ud83d\ude00"}},"extraMetadata":"{\"prompt\":\"\\ud800\"}"}"""
    )]
    [InlineData("invokeai_metadata", """{"positive_prompt":"\ud800","\udc00":"\ud800","model":"\ud800"}""")]
    [InlineData("parameters", """{"Software":"NovelAI","Comment":"\ud800","x":{}}""")]
    [InlineData("parameters", """{"metadata_scheme":"fooocus","loras":[["\ud800",1]],"lora_combined_1":"\ud800"}""")]
    [InlineData("parameters", "x\nSteps: ٥, Size: ٥١٢x٧٦٨, Seed: ١, Sampler: Euler")]
    public void Half_letters_and_foreign_digits_are_read_around(string keyword, string text) =>
        Should.NotThrow(() => Texts.Find((keyword, text)));

    [Fact]
    public void Half_a_pair_becomes_the_mark_for_it_and_a_whole_one_stays() =>
        Texts
            .Read(("invokeai_metadata", """{"positive_prompt":"a\ud800b \ud83d\ude00 \\ud800"}"""))
            .Prompt.ShouldBe("a\ufffdb 😀 \\ud800");

    [Fact]
    public void Texts_wired_twice_into_the_next_do_not_grow_without_end()
    {
        var graph = new StringBuilder(
            """{"s":{"class_type":"KSampler","inputs":{"seed":1,"positive":["c",0],"latent_image":["l",0]}},"c":{"class_type":"CLIPTextEncode","inputs":{"text":["0",0]}}"""
        );
        for (var i = 0; i < 60; i++)
        {
            graph.Append(
                CultureInfo.InvariantCulture,
                $",\"{i}\":{{\"class_type\":\"StringConcatenate\",\"inputs\":{{\"string_a\":[\"{i + 1}\",0],\"string_b\":[\"{i + 1}\",0]}}}}"
            );
        }

        graph.Append(""","60":{"class_type":"PrimitiveString","inputs":{"value":"ha"}}}""");

        var recipe = Texts.Read(("prompt", graph.ToString()));

        recipe.Seed.ShouldBe(1m);
        (recipe.Prompt?.Length ?? 0).ShouldBeLessThan(2 << 20);
    }

    [Fact]
    public void Lines_that_are_all_separators_take_no_longer_than_their_length()
    {
        string[] lines =
        [
            $"{Line}, x: y{new string('\n', 1_000_000)}#",
            $"{Line}, {string.Concat(Enumerable.Repeat("a: {, ", 200_000))}",
            $"{Line}, a: {{\"{string.Concat(Enumerable.Repeat("\\\"", 500_000))}",
            $"{Line}, Refiner: a{new string(' ', 1_000_000)}x",
            $"{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<lora:a{i}:1>"))}\n{Line}",
            $"{string.Concat(Enumerable.Repeat("<lora:a:", 200_000))}\n{Line}",
            $"{string.Concat(Enumerable.Repeat("Steps: 1 ", 200_000))}\n{Line}",
            string.Concat(Enumerable.Repeat("Negative prompt: x\n", 100_000)) + Line,
        ];

        foreach (var line in lines)
        {
            Texts.Read(("parameters", line)).Seed.ShouldBe(1m);
        }
    }

    [Fact]
    public void A_node_with_very_many_inputs_is_read()
    {
        var inputs = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"lora_{i}\":[\"b\",0]"));
        var graph =
            "{\"a\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":7,\"positive\":[\"b\",0],"
            + inputs
            + "}},"
            + "\"b\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"x\"}}}";

        Texts.Read(("prompt", graph)).Seed.ShouldBe(7m);
    }

    [Fact]
    public void A_caption_is_no_recipe() =>
        Texts.Find(("ImageDescription", "A view\nLocation: Berlin, Date: 2020, Photographer: Bob")).ShouldBeNull();
}
