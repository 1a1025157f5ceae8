using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Tests.Network;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData(
        "https://civitai.com/api/download/models/1?type=Model&token=SECRET",
        "https://civitai.com/api/download/models/1?type=Model&token=***"
    )]
    [InlineData("https://example.org/a?authkey=SECRET", "https://example.org/a?authkey=***")]
    [InlineData("https://user:SECRET@example.org/a.bin", "https://example.org/a.bin")]
    [InlineData(
        "https://s3.example/a?X-Amz-Signature=SECRET&X-Amz-Expires=3600&x-new=SECRET",
        "https://s3.example/a?X-Amz-Signature=***&X-Amz-Expires=***&x-new=***"
    )]
    [InlineData("http://127.0.0.1:8080/a?fileId=3", "http://127.0.0.1:8080/a?fileId=3")]
    [InlineData("https://example.org/a?SECRET", "https://example.org/a?***")]
    public void An_address_is_shown_without_what_could_be_a_secret(string address, string shown) =>
        SafeText.Address(new Uri(address)).ShouldBe(shown);

    [Theory]
    [InlineData("bad token=SECRET in url", "bad token=*** in url")]
    [InlineData("Authorization: Bearer SECRET", "Authorization: Bearer ***")]
    [InlineData("see https://x/y?sig=SECRET&se=1", "see https://x/y?sig=***&se=1")]
    [InlineData("the key is missing", "the key is missing")]
    public void A_text_from_outside_keeps_its_words_and_loses_its_secrets(string text, string shown) =>
        SafeText.Mask(text).ShouldBe(shown);

    [Theory]
    [InlineData("authkey")]
    [InlineData("auth_token")]
    [InlineData("access_token")]
    [InlineData("X-Amz-Signature")]
    [InlineData("X-Amz-Credential")]
    [InlineData("Signature")]
    [InlineData("Policy")]
    [InlineData("Key-Pair-Id")]
    [InlineData("client_secret")]
    [InlineData("password")]
    public void A_text_shows_no_value_of_a_name_that_keys_have(string name) =>
        SafeText.Mask($"see x?a=1&{name}=SECRET-1&b=2").ShouldBe($"see x?a=1&{name}=***&b=2");
}
