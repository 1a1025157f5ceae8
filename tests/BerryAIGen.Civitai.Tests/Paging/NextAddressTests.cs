using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai.Tests.Paging;

public sealed class NextAddressTests
{
    private static readonly Uri Api = new("https://civitai.com/api/v1");

    [Fact]
    public void Without_cursor_and_next_page_the_list_ends()
    {
        NextAddress.After(Api, "models", null).ShouldBeNull();
        NextAddress.After(Api, "models", new()).ShouldBeNull();
        NextAddress.After(Api, "models", new() { NextCursor = "" }).ShouldBeNull();
    }

    [Fact]
    public void The_services_own_address_is_taken_without_the_token() =>
        NextAddress
            .After(
                Api,
                "models?limit=1",
                Metadata("a", "https://civitai.com/api/v1/models?token=secret&limit=1&cursor=x%7Cy")
            )
            .ShouldBe("models?limit=1&cursor=x%7Cy");

    [Theory]
    [InlineData("https://evil.example/api/v1/models?cursor=b")]
    [InlineData("http://civitai.com/api/v1/models?cursor=b")]
    [InlineData("https://civitai.com:444/api/v1/models?cursor=b")]
    [InlineData("https://civitai.com/api/v1/images?cursor=b")]
    [InlineData("not an address")]
    public void Anything_else_gives_way_to_the_cursor(string nextPage) =>
        NextAddress.After(Api, "models?limit=1&cursor=z", Metadata("a", nextPage)).ShouldBe("models?limit=1&cursor=a");

    [Fact]
    public void Without_a_cursor_only_the_query_of_a_strange_address_is_taken() =>
        NextAddress
            .After(Api, "creators?limit=3", Metadata(null, "https://civitai.green/api/v1/creators?limit=3&page=2"))
            .ShouldBe("creators?limit=3&page=2");

    private static PageMetadata Metadata(string? cursor, string nextPage) =>
        new() { NextCursor = cursor, NextPage = nextPage };
}
