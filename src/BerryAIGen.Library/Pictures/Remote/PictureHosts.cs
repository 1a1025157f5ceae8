using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Pictures.Remote;

/// <summary>Whose pictures are fetched: those of hosts that the sources name, and of addresses that a person configured.</summary>
internal sealed class PictureHosts
{
    private readonly HashSet<string> _bases;
    private readonly HashSet<string> _named;
    private readonly AddressGuard _guard;

    public PictureHosts(LibraryOptions options)
    {
        var bases = ShippedSources.BaseAddressesOf(options);
        _bases = new(
            bases.Select(address => address.GetLeftPart(UriPartial.Authority)),
            StringComparer.OrdinalIgnoreCase
        );
        _named = new([.. ShippedSources.PictureHosts, .. options.PictureHosts], StringComparer.OrdinalIgnoreCase);
        _guard = new AddressGuard(bases, options.AllowedHosts);
    }

    /// <summary>The address of a picture that may be fetched.</summary>
    /// <exception cref="LibraryException">It is none, or nobody's of the sources.</exception>
    public Uri Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            throw new LibraryException(
                FailureCode.Usage,
                "url is the whole address of a picture, such as https://image.civitai.com/…, without a name and password."
            );
        return Refuse(address) is { } refusal ? throw new LibraryException(refusal) : address;
    }

    /// <summary>Why none is fetched from there; null when it may be.</summary>
    public Failure? Refuse(Uri address)
    {
        if (_bases.Contains(address.GetLeftPart(UriPartial.Authority)))
            return null;
        // Plain http, or a private network, only where a person allowed the host.
        var isSafe = address.Scheme == Uri.UriSchemeHttps || _guard.IsExempt(address.IdnHost, address.Port);
        var isNamed =
            (address.IsDefaultPort && _named.Contains(address.IdnHost))
            || _named.Contains($"{address.IdnHost}:{address.Port}");
        return isSafe && isNamed
            ? null
            : new Failure(
                FailureCode.Policy,
                $"No pictures are fetched from {SafeText.Address(address)}: only those of the sources, by https ({string.Join(", ", _named.Concat(_bases).Order(StringComparer.Ordinal))})."
            );
    }
}
