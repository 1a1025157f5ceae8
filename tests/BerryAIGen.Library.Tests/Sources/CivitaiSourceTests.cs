using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Tests.Sources;

public sealed class CivitaiSourceTests
{
    [Theory]
    [InlineData("https://civitai.com/api/download/models/1", true)]
    [InlineData("https://www.civitai.com/x", true)]
    [InlineData("https://civitai.red/x", true)]
    [InlineData("http://civitai.com/x", false)]
    [InlineData("https://civitai.com.evil.com/x", false)]
    [InlineData("https://evilcivitai.com/x", false)]
    [InlineData("https://b2.civitai.com/file/x", false)]
    [InlineData("https://example.com/x", false)]
    public void The_key_goes_to_civitai_only(string address, bool isSent)
    {
        using var client = new CivitaiClient();
        var options = new LibraryOptions { CivitaiKey = Secret.From("key", "test") };
        var source = new CivitaiSource(new CivitaiLookup(client), options, TimeProvider.System);

        source.TokenFor(new Uri(address)).ShouldBe(isSent ? "key" : null);
    }
}
