using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class IdTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 2147483647 ", int.MaxValue)]
    [InlineData("https://civitai.com/models/12/some-name", 12)]
    [InlineData("urn:air:sdxl:lora:civitai:12@34", 12)]
    public void A_model_is_named_by_number_address_or_air(string text, int expected) =>
        ModelId.Parse(text).Value.ShouldBe(expected);

    [Theory]
    [InlineData("34", 34)]
    [InlineData("https://civitai.com/models/12?modelVersionId=34", 34)]
    [InlineData("https://civitai.com/api/download/models/34", 34)]
    [InlineData("urn:air:sdxl:lora:civitai:12@34", 34)]
    public void A_version_is_named_by_number_address_or_air(string text, int expected) =>
        ModelVersionId.Parse(text).Value.ShouldBe(expected);

    [Fact]
    public void A_file_and_an_image_are_named_by_address_too()
    {
        FileId.Parse("https://civitai.com/api/download/models/34?fileId=56").ShouldBe(new FileId(56));
        FileId.Parse("urn:air:sdxl:lora:civitai:12@34+56").ShouldBe((FileId)56);
        ImageId.Parse("https://civitai.com/images/9").ToString().ShouldBe("9");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("2147483648")]
    [InlineData("99999999999")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("https://civitai.com/images/9")]
    public void Anything_else_is_no_model(string? text) => ModelId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void The_message_names_the_text_and_hides_its_token() =>
        Should
            .Throw<FormatException>(() => ModelId.Parse("https://example.com/?token=SECRET"))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("example.com"),
                message => message.ShouldNotContain("SECRET")
            );

    [Theory]
    [InlineData("6CE0161689", true)]
    [InlineData("abc123def456", true)]
    [InlineData("0x123456", false)]
    [InlineData("abcdefg1", false)]
    [InlineData("1234567", false)]
    public void A_hash_has_8_10_12_or_64_hex_digits(string text, bool expected) =>
        ModelHash.TryParse(text, out _).ShouldBe(expected);
}
