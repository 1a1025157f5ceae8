namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Where a provider is asked, and with which key.</summary>
/// <param name="Address">As a person gave it; paths go behind it.</param>
/// <param name="Key">Goes to this address alone; null for none.</param>
public sealed record ProviderConnection(Uri Address, Secret? Key)
{
    /// <summary>An address of a path of the provider's API.</summary>
    internal Uri At(string path) => new(Address.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>Reads an address as a person writes it.</summary>
    /// <exception cref="LibraryException">It is none, or leads where no provider is.</exception>
    public static Uri ReadAddress(string text)
    {
        if (
            !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
        )
            throw new LibraryException(
                FailureCode.Usage,
                "The address of a provider is like http://127.0.0.1:11434, without a name, key or question in it."
            );
        return ProviderHttp.IsForbidden(address)
            ? throw new LibraryException(
                FailureCode.Policy,
                $"{address.Host} is an address of the machine's own network services, where no provider is."
            )
            : address;
    }
}
