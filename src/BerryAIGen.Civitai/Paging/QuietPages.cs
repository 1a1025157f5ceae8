using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Paging;

/// <summary>Counts pages in a row without anything new, so that a service that names ever more of them is not followed for ever.</summary>
internal sealed class QuietPages
{
    private const int Limit = 50;

    private int _inARow;

    /// <exception cref="CivitaiInvalidReplyException">It was the fiftieth in a row.</exception>
    public void Count(bool hasNew, string address)
    {
        _inARow = hasNew ? 0 : _inARow + 1;
        if (_inARow == Limit)
        {
            throw new CivitaiInvalidReplyException(
                $"{Limit} pages in a row brought nothing new, the last one was {AddressSecrets.Mask(address)}; "
                    + "the list is not followed any further. Ask for larger pages, or for something narrower.",
                "$.items",
                ""
            );
        }
    }
}
